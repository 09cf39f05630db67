package eu.onrecord.archive.rebuild;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.batch.Columns;
import eu.onrecord.archive.record.Recorded;
import eu.onrecord.archive.record.Records;
import eu.onrecord.contract.consent.Change;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Links that do not follow from what was looked at: either something told them meanwhile, or somebody else put them there. */
@ApplicationScoped
class LinksMeanwhile {
    private static final int MOST = 10_000;
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Records records;

    LinksMeanwhile(Records records) {
        this.records = records;
    }

    /**
     * The links, apart.
     *
     * @param told the threads that something told meanwhile to be one customer's with another
     * @param untold "thread, and in which it was told", where nothing did
     */
    record Links(Set<String> told, Set<String> untold) {
    }

    /** Those that are there, and not as made anew; at most 10,000. What could not be opened may have told some. */
    Links of(SqlConnection connection, Instant since) {
        var tellers = new LinkedHashMap<String, List<String>>();
        connection.preparedQuery("""
                select a.thread, a.told_in from conversation_link a where not exists (select from rebuilt.conversation_link b
                where b.thread = a.thread and b.legal_entity = a.legal_entity and b.told_in = a.told_in)
                and not exists (select from rebuilt.unopened u where u.scope = a.told_in) limit $1""")
                .execute(Tuple.of(MOST)).await().atMost(PATIENCE).forEach(row -> tellers
                        .computeIfAbsent(row.getString("told_in"), scope -> new ArrayList<>()).add(row.getString("thread")));
        var links = new Links(new TreeSet<>(), new TreeSet<>());
        for (var scopes : pages(tellers.keySet())) {
            var told = told(connection, scopes, since);
            for (var scope : scopes) {
                for (var thread : tellers.get(scope)) {
                    if (told.getOrDefault(scope, List.of()).stream().anyMatch(it -> it.contains(thread))) {
                        links.told().add(thread);
                    } else {
                        links.untold().add(thread + " " + scope);
                    }
                }
            }
        }
        return links;
    }

    /** What was told in each of these threads meanwhile of which threads are one customer's. */
    private Map<String, List<String>> told(SqlConnection connection, List<String> scopes, Instant since) {
        var ids = new ArrayList<UUID>();
        connection.preparedQuery("select id from record where recorded_at >= $1 and scope = any($2) and type = $3")
                .execute(Tuple.of(Columns.offset(since), scopes.toArray(String[]::new), Change.THREADS_LINKED.eventType()))
                .await().atMost(PATIENCE).forEach(row -> ids.add(row.getUUID("id")));
        var told = new HashMap<String, List<String>>();
        for (var page : pages(ids)) {
            for (var it : records.again(page).await().atMost(PATIENCE)) {
                told.computeIfAbsent(it.item().scope().name(), scope -> new ArrayList<>()).add(text(it));
            }
        }
        return told;
    }

    private static String text(Recorded it) {
        return new String(it.item().value(), StandardCharsets.UTF_8);
    }

    private static <T> List<List<T>> pages(Collection<T> all) {
        var list = List.copyOf(all);
        var pages = new ArrayList<List<T>>();
        for (var from = 0; from < list.size(); from += PAGE) {
            pages.add(list.subList(from, Math.min(list.size(), from + PAGE)));
        }
        return pages;
    }
}
