/** Who a customer is: identifiers, threads, and which of them are one person. */
package eu.onrecord.consent.customer;
