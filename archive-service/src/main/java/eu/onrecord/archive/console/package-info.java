/** Pages for people who are no programmers, made on the server, over the same rules and acts as the API. No SQL here. */
package eu.onrecord.archive.console;
