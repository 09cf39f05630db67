/** What follows when something is told: customers are told that they are recorded, and providers tell how far it came. */
package eu.onrecord.consent.telling;
