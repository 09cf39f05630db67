package eu.onrecord.archive.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked when they are built. */
@CheckedTemplate(basePath = "console")
final class Pages {
    private Pages() {
    }

    static native TemplateInstance find(Page page, FindView view);

    static native TemplateInstance conversation(Page page, ConversationView view);

    static native TemplateInstance record(Page page, RecordView view);

    static native TemplateInstance ledger(Page page, LedgerView view);

    static native TemplateInstance acts(Page page, ActsView view);

    static native TemplateInstance access(Page page, AccessView view);

    static native TemplateInstance problem(Page page, ProblemView view);

    static native TemplateInstance signedOut(Page page);

    static native TemplateInstance notSignedIn(Page page);
}
