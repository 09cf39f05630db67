/** Which threads are one conversation, how it is found, and whether it may be read yet. */
package eu.onrecord.archive.conversation;
