/**
 * Gives every record its place in a transparency log, and shows the log's heads to others so that no record can be changed
 * unnoticed afterwards. Knows nothing of what a record says: a leaf is a commitment. How such a log is spelled is
 * {@code eu.onrecord.tlog}'s.
 */
package eu.onrecord.archive.ledger;
