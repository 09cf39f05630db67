/** Whether, and on what basis, a legal entity knows a customer; and what that customer does not want. */
package eu.onrecord.consent.relationship;
