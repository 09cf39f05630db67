package eu.onrecord.consent.dossier;

import java.util.List;

/** What makes one customer of two in the database: $1 is kept, $2 is gone. */
final class Merging {
    static final List<String> STATEMENTS = List.of(
            "update customer set merged_into = $1 where id = $2 or merged_into = $2",
            "update customer_identifier set customer_id = $1 where customer_id = $2",
            "update thread set customer_id = $1 where customer_id = $2",
            "update outbound_message set customer_id = $1 where customer_id = $2",
            "update desk_event set customer_id = $1 where customer_id = $2",
            // what is told of a message that showed what both were told is told of the showing that stays
            """
                    update outbound_message m set disclosure_id = k.id from disclosure d join disclosure k
                    on k.customer_id = $1 and k.channel = d.channel and k.business = d.business
                    and k.notice_version = d.notice_version and k.language = d.language and k.occasion = d.occasion
                    where d.customer_id = $2 and m.customer_id = $1 and m.disclosure_id = d.id""",
            // who was told as one is told as the other; what both were told stays with each
            """
                    update disclosure d set customer_id = $1 where customer_id = $2 and not exists (
                    select 1 from disclosure k where k.customer_id = $1 and k.channel = d.channel and k.business = d.business
                    and k.notice_version = d.notice_version and k.language = d.language and k.occasion = d.occasion)""",
            "delete from relationship where customer_id = $2 and $1::uuid is not null");

    private Merging() {
    }
}
