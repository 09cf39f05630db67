package eu.onrecord.archive.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import eu.onrecord.archive.batch.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * In which threads it was told of a thread that it is one conversation with others. What such a link joins depends on whose the
 * threads are; so it is heard again when somebody turns out to be another.
 */
final class Links {
    private Links() {
    }

    /** A thread, and where a link told of it. */
    private record Told(OwnedThread thread, String in) {
    }

    static Uni<Void> remember(SqlConnection transaction, List<News> links) {
        var told = links.stream().flatMap(link -> link.linked().stream()
                .map(thread -> new Told(new OwnedThread(thread, link.legalEntity()), link.thread()))).distinct().toList();
        return told.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        insert into conversation_link (thread, legal_entity, told_in)
                        select * from unnest($1::text[], $2::text[], $3::text[]) order by 1, 2, 3 on conflict do nothing""")
                        .execute(Columns.of(told).text(it -> it.thread().thread()).text(it -> it.thread().legalEntity())
                                .text(Told::in).tuple())
                        .replaceWithVoid();
    }

    /** These threads, and those in which links told of them. */
    static Uni<List<OwnedThread>> withTellers(SqlConnection transaction, List<OwnedThread> threads) {
        return transaction.preparedQuery("""
                select l.told_in, l.legal_entity from unnest($1::text[], $2::text[]) as t (thread, legal_entity)
                join conversation_link l on l.thread = t.thread and l.legal_entity = t.legal_entity""")
                .execute(Columns.of(threads).text(OwnedThread::thread).text(OwnedThread::legalEntity).tuple()).map(rows -> {
                    var tellers = new ArrayList<OwnedThread>();
                    rows.forEach(row -> tellers.add(new OwnedThread(row.getString("told_in"), row.getString("legal_entity"))));
                    return Stream.concat(threads.stream(), tellers.stream()).distinct().toList();
                });
    }
}
