package eu.onrecord.archive.console;

/** What went wrong, in words of ours; what was sent is never repeated. */
public record ProblemView(int status, String title, String detail) {
}
