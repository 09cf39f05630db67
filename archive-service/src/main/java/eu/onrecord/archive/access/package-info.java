/** For which legal entities somebody holds their roles, by what their token says. */
package eu.onrecord.archive.access;
