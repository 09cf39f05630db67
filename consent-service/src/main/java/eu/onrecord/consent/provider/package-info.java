/** The sending side of messaging providers: what they are asked, what they answer, and what to do about their errors. */
package eu.onrecord.consent.provider;
