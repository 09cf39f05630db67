/**
 * What is to be forgotten everywhere: the data of the events on {@code onrecord.erasure}. Kept for as long as the oldest backup
 * that may be restored, and read again after a restore, so it holds nothing but random ids.
 */
package eu.onrecord.contract.erasure;
