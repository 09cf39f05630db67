/**
 * What people and jobs do with what is kept: the data of the events on {@code onrecord.acts}, ids and words only. The archive
 * keeps them as records; a security team's own systems may read them here.
 */
package eu.onrecord.contract.act;
