/**
 * Looks through the whole archive and says what is not as it was: the ledger, the records, and what was made of them. Each room
 * looks at its own tables; here they are called one after the other, and what they find is kept.
 */
package eu.onrecord.archive.verification;
