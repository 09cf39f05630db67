/** What is seen from outside: figures of the whole register, without a person in them. */
package eu.onrecord.consent.figures;
