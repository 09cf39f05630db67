/**
 * Transparency logs: the Merkle tree of RFC 6962, and the formats of C2SP (https://c2sp.org) that show it to others. Pure and
 * strict: what is not spelled as the specification spells it is refused. Knows nothing of what a leaf means.
 */
package eu.onrecord.tlog;
