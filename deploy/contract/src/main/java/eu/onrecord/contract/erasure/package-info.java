/**
 * What is to be forgotten everywhere: the data of the events on {@code onrecord.erasure}. Kept for ever and read again after a
 * restore, so it holds nothing but random ids.
 */
package eu.onrecord.contract.erasure;
