/** What every messaging provider must tell: whether a webhook is genuine, and what it says. */
package eu.onrecord.ingest.provider;
