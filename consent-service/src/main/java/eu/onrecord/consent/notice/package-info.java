/** The recording notice: its texts, in which language, and what it must say. */
package eu.onrecord.consent.notice;
