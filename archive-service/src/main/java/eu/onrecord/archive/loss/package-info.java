/** Keys that are gone and that nobody destroyed: what was sealed under them is reported, and recorded anew where it can be. */
package eu.onrecord.archive.loss;
