/** Reading chat events and doing what follows from each: one transaction per polled batch, no effect twice. */
package eu.onrecord.consent.intake;
