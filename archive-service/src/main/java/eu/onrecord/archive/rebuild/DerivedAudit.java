package eu.onrecord.archive.rebuild;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.record.Looked.Place;
import eu.onrecord.archive.verification.Audit;
import eu.onrecord.archive.verification.Subject;

/** Makes anew what follows from the records, and compares it with what is there. */
@ApplicationScoped
class DerivedAudit implements Audit {
    private final Shadow shadow;
    private final Walk walk;

    DerivedAudit(Shadow shadow, Walk walk) {
        this.shadow = shadow;
        this.walk = walk;
    }

    @Override
    public Subject subject() {
        return Subject.DERIVED;
    }

    @Override
    public Piece next(String after, Instant startedAt) {
        if (after == null) {
            shadow.clear(of(startedAt));
            shadow.begin();
        }
        var page = walk.page(Place.of(after), null, startedAt);
        shadow.add(page);
        if (!walk.isLast(page)) {
            return new Piece(page.size(), List.of(), page.get(page.size() - 1).place().text());
        }
        var differences = shadow.differences(startedAt, of(startedAt));
        shadow.clear(of(startedAt));
        return new Piece(page.size(), differences, null);
    }

    /** A run that was broken off goes on, in another process too: it is known by when it began. */
    private static UUID of(Instant startedAt) {
        return UUID.nameUUIDFromBytes(startedAt.toString().getBytes(StandardCharsets.UTF_8));
    }
}
