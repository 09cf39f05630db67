package eu.onrecord.ingest.provider.telegram;

import eu.onrecord.ingest.content.FieldNames;
import eu.onrecord.ingest.content.TechnicalPaths;

/** What the Bot API's members are called for a reader, and which no person reads. */
final class Names {
    static final FieldNames FILE = new FieldNames("""
            file_name   name
            mime_type   media type
            title       title
            performer   performer
            duration    seconds
            emoji       emoji
            set_name    sticker set
            type        sticker kind
            is_animated animated
            is_video    video
            """);
    static final FieldNames LOCATION = new FieldNames("""
            latitude                latitude
            longitude               longitude
            horizontal_accuracy     accuracy in metres
            live_period             live for seconds
            heading                 heading in degrees
            proximity_alert_radius  alert within metres
            """);
    static final FieldNames VENUE = new FieldNames("""
            title               name
            address             address
            location.latitude   latitude
            location.longitude  longitude
            foursquare_type     kind
            google_place_type   kind
            """);
    static final FieldNames CARD = new FieldNames("""
            first_name      first name
            last_name       last name
            phone_number    phone
            vcard           card
            """);
    static final FieldNames POLL = new FieldNames("""
            question                question
            options.text            option
            options.added_by_user.first_name    added by
            options.added_by_user.last_name     added by
            allows_revoting         votes can change
            correct_option_ids      right option, from 0
            explanation_media.caption   explanation
            type                    kind
            is_closed               closed
            is_anonymous            anonymous
            allows_multiple_answers several answers
            correct_option_id       right option, from 0
            explanation             explanation
            description             description
            id                      poll
            options.voter_count     votes
            total_voter_count       votes in all
            close_date              closes at, in seconds since 1970
            """);
    static final FieldNames DICE = new FieldNames("""
            emoji   emoji
            value   value
            """);
    static final FieldNames GAME = new FieldNames("""
            title       title
            description description
            text        text
            """);
    static final FieldNames CHECKLIST = new FieldNames("""
            title                           title
            tasks.id                        number
            tasks.text                      task
            tasks.completed_by_user.first_name  done by
            tasks.completed_by_user.last_name   done by
            tasks.completed_by_chat.title   done by
            others_can_add_tasks            others may add
            others_can_mark_tasks_as_done   others may mark
            """);
    /** What was picked of what a bot offered in any chat. */
    static final FieldNames INLINE_CHOICE = new FieldNames("""
            result_id               payload
            """);
    /** How a poll stands, of which nobody is told who voted. */
    static final FieldNames POLL_STATE = new FieldNames("""
            question                question
            description             description
            options.text            option
            options.voter_count     votes
            total_voter_count       votes in all
            is_closed               closed
            is_anonymous            anonymous
            type                    kind
            allows_multiple_answers several answers
            allows_revoting         votes can change
            correct_option_id       right option, from 0
            correct_option_ids      right option, from 0
            explanation             explanation
            id                      poll
            close_date              closes at, in seconds since 1970
            """);
    static final FieldNames COUNTED_REACTION = new FieldNames("""
            type.emoji              emoji
            type.type               kind
            total_count             how many
            """);
    /** What somebody gives a chat, or took away again. */
    static final FieldNames BOOST = new FieldNames("""
            source.source               boosted by
            source.user.first_name      boosted by
            source.user.last_name       boosted by
            source.user.username        boosted by
            source.prize_star_count     stars
            source.is_unclaimed         not claimed
            """);
    /** By which link somebody came. */
    static final FieldNames INVITED = new FieldNames("""
            name                    link
            invite_link             address of the link
            expire_date             link holds until
            member_limit            link holds for
            creates_join_request    link asks for approval
            is_primary              the link everybody has
            is_revoked              link was taken back
            subscription_period     seconds paid for
            subscription_price      price in stars
            pending_join_request_count  waiting
            creator.first_name      link made by
            creator.last_name       link made by
            creator.username        link made by
            """);
    static final FieldNames PAYMENT = new FieldNames("""
            title                       title
            description                 description
            currency                    currency
            total_amount                amount in smallest units
            invoice_payload             order
            order_info.name             name
            order_info.phone_number     phone
            order_info.email            email
            order_info.shipping_address.street_line1    street
            order_info.shipping_address.street_line2    street
            order_info.shipping_address.city            city
            order_info.shipping_address.state           state
            order_info.shipping_address.post_code       zip
            order_info.shipping_address.country_code    country
            shipping_address.street_line1   street
            shipping_address.street_line2   street
            shipping_address.city           city
            shipping_address.state          state
            shipping_address.post_code      zip
            shipping_address.country_code   country
            shipping_option_id          sent by
            star_count                  stars
            paid_media.type             kind
            paid_media.duration         seconds
            paid_media.video.file_name  name
            paid_media.video.mime_type  media type
            paid_media.video.duration   seconds
            is_recurring                recurring
            is_first_recurring          first of several
            """);
    static final FieldNames STORY = new FieldNames("""
            chat.title          of
            chat.first_name     of
            chat.last_name      of
            """);
    static final FieldNames SHARED = new FieldNames("""
            first_name          first name
            last_name           last name
            title               name
            username            username
            """);
    static final FieldNames LINKS = new FieldNames("""
            url                 link
            user.first_name     mentioned
            user.last_name      mentioned
            user.username       mentioned
            language            language
            """);
    static final FieldNames BUTTONS = new FieldNames("""
            inline_keyboard.text            button
            inline_keyboard.url             link
            inline_keyboard.callback_data   payload
            inline_keyboard.web_app.url     link
            inline_keyboard.login_url.url   link
            inline_keyboard.copy_text.text  text to copy
            inline_keyboard.switch_inline_query     question
            inline_keyboard.switch_inline_query_current_chat    question
            """);
    /** Who wrote, if not the customer, and how. */
    static final FieldNames SENDER = new FieldNames("""
            via_bot.first_name              by way of
            via_bot.username                by way of
            sender_business_bot.first_name  sent by
            sender_business_bot.username    sent by
            sender_chat.title               sent as
            author_signature                signed by
            has_media_spoiler               hidden at first
            sender_boost_count              boosts of the chat
            sender_tag                      tag in the chat
            paid_star_count                 stars that were paid
            is_paid_post                    paid for
            reply_to_checklist_task_id      answers the task
            reply_to_poll_option_id         answers the option
            """);
    static final FieldNames ORIGIN = new FieldNames("""
            sender_user.first_name      name
            sender_user.last_name       name
            sender_user_name            name
            sender_chat.title           name
            chat.title                  name
            author_signature            name
            """);
    static final FieldNames OLD_ORIGIN = new FieldNames("""
            forward_from.first_name     name
            forward_from.last_name      name
            forward_sender_name         name
            forward_from_chat.title     name
            forward_signature           name
            """);

    /** Of a message, whatever it holds; what is inside of a quoted message too. */
    static final TechnicalPaths MESSAGE = new TechnicalPaths("""
            message_id                  id: message.id
            message_thread_id           id: of the topic
            is_topic_message            elsewhere: that it is of a topic, which a group has
            date                        time: occurredAt
            edit_date                   time: occurredAt
            business_connection_id      id: business
            media_group_id              id: of the album
            from.id                     id: customer.userId
            from.is_bot                 elsewhere: direction
            from.is_premium             elsewhere: a mark of the customer's app
            from.added_to_attachment_menu   elsewhere: a mark of the customer's app
            chat.is_forum               elsewhere: how the chat is shown
            chat.is_direct_messages     elsewhere: how the chat is shown
            from.first_name             elsewhere: customer.name
            from.last_name              elsewhere: customer.name
            from.username               id: customer.identifiers
            from.language_code          elsewhere: customer.identifiers
            chat.id                     id: customer.userId
            chat.type                   elsewhere: that it is one customer's
            chat.first_name             elsewhere: customer.name
            chat.last_name              elsewhere: customer.name
            chat.username               id: customer.identifiers
            sender_business_bot.id      id: the company's bot
            sender_business_bot.is_bot  elsewhere: direction
            is_from_offline             elsewhere: direction
            via_bot.id                  id: a bot
            via_bot.is_bot              elsewhere: that it is a bot
            show_caption_above_media    elsewhere: where the caption stands
            effect_id                   id: of an animation
            contact.user_id             id: of whom the card is of
            poll.options.persistent_id  id: of the option
            poll.open_period            time: of the poll
            venue.foursquare_id         id: of the place
            venue.google_place_id       id: of the place
            invoice.start_parameter     id: of the invoice
            checklist.tasks.completion_date         time: of the task
            checklist.tasks.completed_by_user.id    id: of who did it
            checklist.tasks.completed_by_user.is_bot    elsewhere: who did it
            successful_payment.telegram_payment_charge_id   id: of the payment
            successful_payment.provider_payment_charge_id   id: of the payment
            refunded_payment.telegram_payment_charge_id     id: of the payment
            refunded_payment.provider_payment_charge_id     id: of the payment
            users_shared.request_id     id: of the question
            users_shared.users.user_id  id: of the person
            chat_shared.request_id      id: of the question
            chat_shared.chat_id         id: of the chat
            forward_origin.type         elsewhere: message.forwarded
            forward_origin.date         time: of the first message
            forward_origin.message_id   id: of the first message
            forward_origin.sender_user.id           id: of who wrote it
            forward_origin.sender_user.is_bot       elsewhere: message.forwarded
            forward_origin.sender_user.is_premium   elsewhere: message.forwarded
            forward_origin.sender_user.username     id: of who wrote it
            forward_origin.sender_user.language_code    elsewhere: message.forwarded
            forward_origin.sender_chat.id           id: of the chat
            forward_origin.sender_chat.type         elsewhere: message.forwarded
            forward_origin.sender_chat.username     id: of the chat
            forward_origin.chat.id      id: of the chat
            forward_origin.chat.type    elsewhere: message.forwarded
            forward_origin.chat.username    id: of the chat
            forward_date                time: of the first message
            forward_from.id             id: of who wrote it
            forward_from.is_bot         elsewhere: message.forwarded
            forward_from.username       id: of who wrote it
            forward_from.language_code  elsewhere: message.forwarded
            forward_from_chat.id        id: of the chat
            forward_from_chat.type      elsewhere: message.forwarded
            forward_from_chat.username  id: of the chat
            forward_from_message_id     id: of the first message
            is_automatic_forward        elsewhere: message.forwarded
            quote.is_manual             elsewhere: content, who chose the words
            quote.position              counter: where in the text
            external_reply.message_id   id: of the message
            external_reply.chat.id      id: of the chat
            external_reply.chat.type    elsewhere: the chat
            external_reply.origin.type  elsewhere: content, quote
            external_reply.origin.date  time: of the message
            external_reply.origin.message_id        id: of the message
            external_reply.origin.sender_user.id    id: of who wrote it
            external_reply.origin.sender_user.is_bot    elsewhere: content, quote
            external_reply.origin.chat.id           id: of the chat
            external_reply.origin.chat.username     id: of the chat
            external_reply.origin.sender_user.username  id: of who wrote it
            external_reply.origin.sender_chat.id    id: of the chat
            external_reply.origin.sender_chat.type  elsewhere: content, quote
            external_reply.origin.sender_chat.username  id: of the chat
            external_reply.chat.username            id: of the chat
            external_reply.venue.foursquare_id      id: of the place
            external_reply.invoice.start_parameter  id: of the invoice
            external_reply.origin.chat.type         elsewhere: content, quote
            link_preview_options.is_disabled    elsewhere: how the link is shown
            link_preview_options.show_above_text    elsewhere: how the link is shown
            link_preview_options.prefer_small_media elsewhere: how the link is shown
            link_preview_options.prefer_large_media elsewhere: how the link is shown
            has_protected_content       elsewhere: that it cannot be passed on
            story.id                    id: of the story
            story.chat.id               id: of whose story it is
            story.chat.type             elsewhere: whose story it is
            story.chat.username         id: of whose story it is
            reply_to_story.id           id: of the story
            reply_to_story.chat.id      id: of whose story it is
            reply_to_story.chat.type    elsewhere: whose story it is
            reply_to_story.chat.username    id: of whose story it is
            external_reply.story.id     id: of the story
            external_reply.story.chat.id    id: of whose story it is
            successful_payment.subscription_expiration_date time: of the payment
            user_shared.request_id      id: of the question
            user_shared.user_id         id: of the person
            users_shared.user_ids       id: of the person
            poll.options.added_by_user.id       id: of who added it
            poll.options.added_by_user.is_bot   elsewhere: who added it
            poll.options.addition_date  time: of the option
            sender_chat.id              id: of the chat
            sender_chat.type            elsewhere: whose words they are
            sender_chat.username        id: of the chat
            game.animation.duration     counter: seconds
            sticker.custom_emoji_id     id: of the emoji
            sticker.needs_repainting    elsewhere: how it is drawn
            *.file_id                   id: media.id
            *.file_unique_id            id: media.id
            *.file_size                 counter: bytes
            *.width                     counter: pixels
            *.height                    counter: pixels
            *.length                    counter: pixels, or characters
            *.entities.offset           counter: where in the text
            *.entities.type             elsewhere: how the text is drawn
            *.entities.custom_emoji_id  id: of the emoji
            *.entities.user.id          id: of who is mentioned
            *.entities.user.is_bot      elsewhere: who is mentioned
            *.caption_entities.offset   counter: where in the text
            *.caption_entities.type     elsewhere: how the text is drawn
            *.caption_entities.custom_emoji_id  id: of the emoji
            *.caption_entities.user.id  id: of who is mentioned
            *.caption_entities.user.is_bot  elsewhere: who is mentioned
            *.question_entities.offset  counter: where in the text
            *.question_entities.type    elsewhere: how the text is drawn
            *.title_entities.offset     counter: where in the text
            *.title_entities.type       elsewhere: how the text is drawn
            *.title_entities.custom_emoji_id    id: of the emoji
            *.explanation_entities.offset   counter: where in the text
            *.explanation_entities.type     elsewhere: how the text is drawn
            *.question_entities.custom_emoji_id id: of the emoji
            *.text_entities.custom_emoji_id     id: of the emoji
            *.entities.user.is_premium          elsewhere: who is mentioned
            *.entities.user.language_code       elsewhere: who is mentioned
            *.caption_entities.user.is_premium      elsewhere: who is mentioned
            *.caption_entities.user.language_code   elsewhere: who is mentioned
            *.sender_user.is_premium        elsewhere: who wrote it
            *.sender_user.language_code     elsewhere: who wrote it
            *.sender_user.username          id: of who wrote it
            *.completed_by_user.username    id: of who did it
            *.completed_by_user.is_premium  elsewhere: who did it
            *.completed_by_user.language_code   elsewhere: who did it
            *.mask_position.point       elsewhere: how it is drawn
            *.mask_position.x_shift     elsewhere: how it is drawn
            *.mask_position.y_shift     elsewhere: how it is drawn
            *.mask_position.scale       elsewhere: how it is drawn
            *.file_path                 address: media.url
            *.start_timestamp           counter: where it begins
            *.text_entities.offset      counter: where in the text
            *.text_entities.type        elsewhere: how the text is drawn
            """);
    /** A message of another chat stands in it, with what a message has. */
    static final TechnicalPaths EXTERNAL_REPLY = MESSAGE.under("external_reply");
    /** Of the business account that the bot is connected to. */
    static final TechnicalPaths CONNECTION = new TechnicalPaths("""
            id              id: business
            date            time: occurredAt
            user.id         id: business
            user.is_bot     elsewhere: that it is a person's account
            user.username   id: business
            user_chat_id    id: business
            """);
    /** Of what a chat tells of itself. */
    static final TechnicalPaths SERVICE = new TechnicalPaths("""
            message_id          id: of the message
            date                time: of the message
            id                  id: of who it is about
            is_bot              elsewhere: who it is about
            is_premium          elsewhere: a mark of their app
            *.id                id: of who it is about
            *.is_bot            elsewhere: who it is about
            *.is_premium        elsewhere: a mark of their app
            *.message_id        id: of the message
            *.date              time: of the message
            *.file_id           id: of a file
            *.file_unique_id    id: of a file
            *.file_size         counter: bytes
            *.width             counter: pixels
            *.height            counter: pixels
            *.custom_emoji_id   id: of an emoji
            *.needs_repainting  elsewhere: how it is drawn
            *.user_id               id: of who it is about
            *.chat_id               id: of the group
            *.media_group_id        id: of the album
            *.persistent_id         id: of the option
            *.giveaway_message_id   id: of the message
            giveaway_message_id     id: of the message
            *.hash                  hash: of what is sealed
            *.file_hash             hash: of what is sealed
            *.secret                hash: of what is sealed
            migrate_to_chat_id      id: of the group
            migrate_from_chat_id    id: of the group
            *.username              id: of who it is about
            *.language_code         elsewhere: a mark of their app
            *.icon_custom_emoji_id  id: of an emoji
            *.business_connection_id    id: business
            file_id             id: of a file
            file_unique_id      id: of a file
            file_size           counter: bytes
            width               counter: pixels
            height              counter: pixels
            """);
    static final TechnicalPaths UPDATE = new TechnicalPaths("""
            user_chat_id        id: of the chat with who asks
            voter_chat.id       id: of the channel that answers
            voter_chat.type     elsewhere: that it is a channel
            voter_chat.username id: of the channel that answers
            from.added_to_attachment_menu   elsewhere: a mark of the customer's app
            user.added_to_attachment_menu   elsewhere: a mark of the customer's app
            chat.is_forum       elsewhere: how the chat is shown
            chat.is_direct_messages     elsewhere: how the chat is shown
            boost.boost_id      id: of the boost
            boost_id            id: of the boost
            boost.add_date      time: of the boost
            boost.expiration_date   time: of the boost
            remove_date         time: of the boost
            boost.source.user.id    id: of who boosts
            boost.source.user.is_bot    elsewhere: who boosts
            boost.source.user.is_premium    elsewhere: who boosts
            boost.source.user.language_code elsewhere: who boosts
            boost.source.user.added_to_attachment_menu  elsewhere: who boosts
            boost.source.giveaway_message_id    id: of the message
            source.user.id      id: of who boosts
            source.user.is_bot  elsewhere: who boosts
            source.user.is_premium  elsewhere: who boosts
            source.user.language_code   elsewhere: who boosts
            source.user.added_to_attachment_menu    elsewhere: who boosts
            source.giveaway_message_id  id: of the message
            *.question_entities.offset  counter: where in the text
            *.question_entities.length  counter: characters
            *.question_entities.type    elsewhere: how the text is drawn
            *.question_entities.custom_emoji_id     id: of the emoji
            *.text_entities.offset      counter: where in the text
            *.text_entities.length      counter: characters
            *.text_entities.type        elsewhere: how the text is drawn
            *.text_entities.custom_emoji_id         id: of the emoji
            *.explanation_entities.offset   counter: where in the text
            *.explanation_entities.length   counter: characters
            *.explanation_entities.type     elsewhere: how the text is drawn
            *.explanation_entities.custom_emoji_id  id: of the emoji
            invite_link.creator.is_premium  elsewhere: who made the link
            invite_link.creator.language_code   elsewhere: who made the link
            invite_link.creator.id      id: of who made the link
            invite_link.creator.is_bot  elsewhere: who made the link
            options.persistent_id   id: of the option
            open_period             time: of the poll
            reactions.type.custom_emoji_id  id: of the emoji
            date                time: occurredAt
            chat.id             id: customer.userId
            chat.type           elsewhere: that it is one customer's
            chat.first_name     elsewhere: customer.name
            chat.last_name      elsewhere: customer.name
            chat.username       id: customer.identifiers
            from.id             id: customer.userId
            from.is_bot         elsewhere: direction
            from.is_premium     elsewhere: a mark of the customer's app
            from.first_name     elsewhere: customer.name
            from.last_name      elsewhere: customer.name
            from.username       id: customer.identifiers
            from.language_code  elsewhere: customer.identifiers
            user.id             id: customer.userId
            user.is_bot         elsewhere: direction
            user.is_premium     elsewhere: a mark of the customer's app
            user.first_name     elsewhere: customer.name
            user.last_name      elsewhere: customer.name
            user.username       id: customer.identifiers
            user.language_code  elsewhere: customer.identifiers
            id                  id: message.id
            chat_instance       id: of the chat
            offset              counter: of the answers
            chat_type           elsewhere: where it was asked
            message_id          id: message.target
            message_ids[]       id: message.target
            option_persistent_ids   id: of the options
            business_connection_id          id: business
            inline_message_id   id: of the message
            new_reaction.type               elsewhere: content, reaction
            old_reaction.type               elsewhere: content, reaction
            new_reaction.custom_emoji_id    id: of the emoji
            old_reaction.custom_emoji_id    id: of the emoji
            new_chat_member.status          elsewhere: preference.value
            *.icon_custom_emoji_id      id: of an emoji
            actor_chat.id               id: of who did it
            actor_chat.type             elsewhere: who did it
            new_chat_member.until_date      time: of the membership
            old_chat_member.until_date      time: of the membership
            new_chat_member.user.id         id: business
            new_chat_member.user.is_bot     elsewhere: business
            new_chat_member.user.first_name elsewhere: the company's bot
            new_chat_member.user.username   id: business
            old_chat_member.user.id         id: business
            old_chat_member.user.is_bot     elsewhere: business
            old_chat_member.user.first_name elsewhere: the company's bot
            old_chat_member.user.username   id: business
            user_chat_id        id: business
            """);

    /** Of what somebody is in a chat. */
    static final TechnicalPaths MEMBER = new TechnicalPaths("""
            *.user.id             id: of who it is
            *.user.is_bot         elsewhere: who it is
            *.user.is_premium     elsewhere: who it is
            *.user.first_name     elsewhere: who it is
            *.user.last_name      elsewhere: who it is
            *.user.username       id: of who it is
            *.user.language_code  elsewhere: who it is
            *.status              elsewhere: content, before and now
            *.until_date          time: of the membership
            """);

    private Names() {
    }
}
