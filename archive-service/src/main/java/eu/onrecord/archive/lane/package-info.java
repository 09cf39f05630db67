/** Work that goes on by itself, beside requests and messages. Knows nothing of what the work is. */
package eu.onrecord.archive.lane;
