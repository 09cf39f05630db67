/** Whether everything that customers wrote was read: how far reading is behind, and what could not be read. */
package eu.onrecord.consent.freshness;
