package eu.onrecord.archive.verification;

/** What is looked at, in this order. */
public enum Subject {
    /** The signed heads are those of the leaves, and the tree between them is whole. */
    LEDGER,
    /** Each record encloses what was committed, and has its place in the ledger. */
    RECORDS,
    /** Each leaf has its record. */
    LEAVES,
    /** Each file that is kept is the one that its record tells of. */
    FILES,
    /** What follows from the records is what is there. */
    DERIVED
}
