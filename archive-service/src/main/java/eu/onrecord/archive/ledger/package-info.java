/**
 * The Merkle tree over all records (RFC 6962), its signed heads (C2SP checkpoints), and the proofs. Knows nothing of what a
 * record says: a leaf is a random id, a time and a commitment.
 */
package eu.onrecord.archive.ledger;
