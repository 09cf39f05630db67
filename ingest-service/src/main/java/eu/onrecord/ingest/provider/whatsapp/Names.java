package eu.onrecord.ingest.provider.whatsapp;

import eu.onrecord.ingest.content.FieldNames;
import eu.onrecord.ingest.content.TechnicalPaths;

/** What the Cloud API's members are called for a reader, and which no person reads. */
final class Names {
    static final FieldNames FILE = new FieldNames("""
            filename    name
            mime_type   media type
            voice       voice
            animated    animated
            view_once   view once
            """);
    static final FieldNames LOCATION = new FieldNames("""
            latitude    latitude
            longitude   longitude
            name        name
            address     address
            url         link
            """);
    static final FieldNames CARD = new FieldNames("""
            name.formatted_name     name
            name.prefix             prefix
            name.first_name         first name
            name.middle_name        middle name
            name.last_name          last name
            name.suffix             suffix
            phones.phone            phone
            phones.type             phone type
            emails.email            email
            emails.type             email type
            org.company             company
            org.department          department
            org.title               title
            addresses.street        street
            addresses.city          city
            addresses.state         state
            addresses.zip           zip
            addresses.country       country
            addresses.country_code  country code
            addresses.type          address type
            urls.url                link
            urls.type               link type
            birthday                birthday
            ims.service             messenger
            ims.user_id             messenger name
            vcard                   card
            """);
    static final FieldNames PRODUCT = new FieldNames("""
            product_retailer_id     product
            quantity                quantity
            item_price              price
            currency                currency
            """);
    /** What the company lets people choose from. */
    static final FieldNames OFFERED = new FieldNames("""
            button                      button
            buttons.quick_reply.title   button
            buttons.quick_reply.id      payload
            buttons.reply.title         button
            buttons.reply.id            payload
            sections.title              section
            sections.rows.title         row
            sections.rows.id            payload
            sections.rows.description   description
            name                        kind
            parameters.display_text     button
            parameters.url              link
            parameters.flow_cta         button
            parameters.flow_name        form
            sections.product_items.title    product
            parameters.country          country
            parameters.thumbnail_product_retailer_id    product shown
            parameters.phone_number     phone
            parameters.payload          payload
            parameters.ttl_minutes      minutes that it holds
            parameters.mode             form
            parameters.flow_action      form begins by
            """);
    /** What is to be paid. */
    static final FieldNames BILL = new FieldNames("""
            reference_id                order
            currency                    currency
            total_amount.value          amount in parts
            total_amount.offset         parts of one
            type                        kind
            payment_type                paid by
            order.status                status
            order.subtotal.offset        parts of one
            order.subtotal.value        subtotal in parts
            order.tax.offset        parts of one
            order.tax.value             tax in parts
            order.tax.description       tax
            order.shipping.offset        parts of one
            order.shipping.value        shipping in parts
            order.shipping.description  shipping
            order.discount.offset        parts of one
            order.discount.value        discount in parts
            order.discount.description  discount
            order.description           description
            order.discount.discount_program_name    discount
            order.expiration.timestamp      holds until
            order.expiration.description    holds until
            payment_configuration       paid with
            payment.status              payment
            payment.timestamp           paid at, in seconds
            payment.amount.value        paid in parts
            payment.amount.offset       paid, parts of one
            payment.currency            paid currency
            beneficiaries.name          for
            beneficiaries.address_line1 for, address
            beneficiaries.address_line2 for, address
            beneficiaries.city          for, address
            beneficiaries.state         for, address
            beneficiaries.country       for, address
            beneficiaries.postal_code   for, address
            """);
    static final FieldNames BILL_LINE = new FieldNames("""
            retailer_id     product
            name            name
            quantity        quantity
            amount.value    amount in parts
            amount.offset   parts of one
            sale_amount.value   reduced amount in parts
            sale_amount.offset  parts of one
            country_of_origin   country of origin
            importer_name       importer
            importer_address.address_line1  importer's address
            importer_address.address_line2  importer's address
            importer_address.city           importer's address
            importer_address.zone_code      importer's address
            importer_address.postal_code    importer's address
            importer_address.country_code   importer's address
            """);
    /** A template, and what was filled in. */
    static final FieldNames TEMPLATE = new FieldNames("""
            name                                        template
            language.code                               language
            components.type                             part
            components.sub_type                         kind of button
            components.parameters.parameter_name        name of the value
            components.parameters.text                  value
            components.parameters.payload               payload
            components.parameters.coupon_code           code
            components.parameters.currency.fallback_value   value
            components.parameters.date_time.fallback_value  value
            components.parameters.location.name         place
            components.parameters.location.address      address
            components.parameters.location.latitude     latitude
            components.parameters.location.longitude    longitude
            components.parameters.limited_time_offer.expiration_time_ms     holds until, in milliseconds
            components.parameters.ttl_minutes           minutes that it holds
            components.parameters.order_status.reference_id         order
            components.parameters.order_status.order.status         status
            components.parameters.order_status.order.description    description
            components.parameters.action.thumbnail_product_retailer_id      product shown
            components.parameters.action.sections.title     section
            components.parameters.action.sections.product_items.product_retailer_id     product
            components.parameters.product.product_retailer_id   product
            components.cards.components.parameters.product.product_retailer_id  product
            components.cards.card_index                 card
            components.cards.components.type            part
            components.cards.components.sub_type        kind of button
            components.cards.components.parameters.text     value
            components.cards.components.parameters.payload  payload
            """);
    static final FieldNames CHOICE = new FieldNames("""
            title       title
            text        title
            description description
            id          payload
            payload     payload
            """);
    static final FieldNames CALL_PERMISSION = new FieldNames("""
            response            permission
            is_permanent        permanent
            response_source     answered by
            """);
    static final FieldNames REFERRAL = new FieldNames("""
            headline                headline
            body                    body
            source_type             kind
            media_type              media type
            image.mime_type         media type
            video.mime_type         media type
            thumbnail.mime_type     media type
            welcome_message.text    welcome message
            """);
    static final FieldNames ERROR = new FieldNames("""
            code                    code
            title                   title
            message                 message
            details                 details
            error_data.details      details
            """);
    static final FieldNames PAYMENT = new FieldNames("""
            status                          status
            payment.reference_id            order
            payment.amount.value            amount in parts
            payment.amount.offset           parts of one
            payment.currency                currency
            payment.transaction.type        paid by
            payment.transaction.method.type paid with
            payment.transaction.amount.value    paid in parts
            payment.transaction.amount.offset   paid, parts of one
            payment.transaction.currency    paid currency
            payment.transaction.refunds.status  refund
            payment.transaction.refunds.amount.value    refunded in parts
            payment.receipt                 receipt
            payment.transaction.status      transaction
            payment.transaction.error.code      error
            payment.transaction.error.reason    reason
            """);
    /** What the customer pays with. */
    static final FieldNames PAYMENT_METHOD = new FieldNames("""
            payment_method      paid by
            reference_id        order
            last_four_digits    card ends with
            payment_timestamp   chosen at, in milliseconds
            """);
    static final FieldNames CALL = new FieldNames("""
            event       event
            direction   direction
            status      status
            duration    seconds
            cta_payload         payload
            deeplink_payload    payload of the link
            """);

    /** Of a message, an edit, a revocation or a reaction. */
    static final TechnicalPaths MESSAGE = new TechnicalPaths("""
            interactive.action.parameters.flow_message_version  counter: of the provider's forms
            interactive.action.parameters.order.catalog_id  id: the company's catalog
            template.components.parameters.product.catalog_id   id: the company's catalog
            template.components.cards.components.parameters.product.catalog_id  id: the company's catalog
            template.components.parameters.action.order_details.order.catalog_id    id: the company's catalog
            template.components.parameters.action.flow_token    id: of the form that was sent
            template.components.parameters.image.id  id: media.id
            template.components.parameters.image.link  address: media.url
            template.components.parameters.video.id  id: media.id
            template.components.parameters.video.link  address: media.url
            template.components.parameters.document.id  id: media.id
            template.components.parameters.document.link  address: media.url
            template.components.cards.components.parameters.image.id  id: media.id
            template.components.cards.components.parameters.image.link  address: media.url
            template.components.cards.components.parameters.video.id  id: media.id
            template.components.cards.components.parameters.video.link  address: media.url
            template.components.cards.components.parameters.document.id  id: media.id
            template.components.cards.components.parameters.document.link  address: media.url
            interactive.action.cards.header.image.id  id: media.id
            interactive.action.cards.header.image.link  address: media.url
            interactive.action.cards.header.video.id  id: media.id
            interactive.action.cards.header.video.link  address: media.url
            interactive.action.cards.header.document.id  id: media.id
            interactive.action.cards.header.document.link  address: media.url
            interactive.header.image.link  address: media.url
            interactive.header.video.link  address: media.url
            interactive.header.document.link  address: media.url
            interactive.action.cards.type  elsewhere: content, by what stands in it
            interactive.action.cards.header.type  elsewhere: content, by what stands in it
            interactive.action.sections.product_items.catalog_id  id: the company's catalog
            interactive.action.cards.action.catalog_id  id: the company's catalog
            interactive.action.cards.action.buttons.type  elsewhere: that it is a button
            template.namespace  id: the company's templates
            template.language.policy  elsewhere: language
            template.components.index  counter: buttons
            template.components.cards.components.index  counter: buttons
            template.components.parameters.date_time.day_of_week  elsewhere: the value as it is shown
            template.components.parameters.date_time.year  elsewhere: the value as it is shown
            template.components.parameters.date_time.month  elsewhere: the value as it is shown
            template.components.parameters.date_time.day_of_month  elsewhere: the value as it is shown
            template.components.parameters.date_time.hour  elsewhere: the value as it is shown
            template.components.parameters.date_time.minute  elsewhere: the value as it is shown
            template.components.parameters.date_time.timestamp  elsewhere: the value as it is shown
            template.components.parameters.date_time.calendar  elsewhere: the value as it is shown
            interactive.action.parameters.saved_addresses.id  id: of the address
            interactive.payment_method.credential_id  id: of the card
            template.components.parameters.type  elsewhere: content, by what stands in it
            template.components.cards.components.parameters.type  elsewhere: content, by what stands in it
            template.components.parameters.currency.code  elsewhere: the value as it is shown
            template.components.parameters.currency.amount_1000  elsewhere: the value as it is shown
            contacts.phones.wa_id           id: the card's phone at WhatsApp
            edit.message.contacts.phones.wa_id  id: the card's phone at WhatsApp
            interactive.header.image.id     id: media.id
            interactive.header.video.id     id: media.id
            interactive.header.document.id  id: media.id
            interactive.action.catalog_id   id: the company's catalog
            interactive.action.parameters.flow_id       id: of the form
            interactive.action.parameters.flow_token    id: of the form that was sent
            image.link  address: media.url
            image.file  address: media.url
            image.status  elsewhere: whether it can be fetched
            video.link  address: media.url
            video.file  address: media.url
            video.status  elsewhere: whether it can be fetched
            audio.link  address: media.url
            audio.file  address: media.url
            audio.status  elsewhere: whether it can be fetched
            voice.link  address: media.url
            voice.file  address: media.url
            voice.status  elsewhere: whether it can be fetched
            document.link  address: media.url
            document.file  address: media.url
            document.status  elsewhere: whether it can be fetched
            sticker.link  address: media.url
            sticker.file  address: media.url
            sticker.status  elsewhere: whether it can be fetched
            voice.id  id: media.id
            voice.sha256  hash: media.sha256
            interactive.header.type         elsewhere: content, by what stands in it
            interactive.action.buttons.type elsewhere: that it is a button
            from                            address: customer or business
            to                              address: customer or business
            from_user_id                    id: customer.userId
            to_user_id                      id: customer.userId
            from_parent_user_id             id: customer.identifiers
            to_parent_user_id               id: customer.identifiers
            id                              id: message.id
            timestamp                       time: occurredAt
            type                            elsewhere: message.type
            group_id                        id: a group
            recipient_type                  elsewhere: kind
            biz_opaque_callback_data        id: message.reference
            interactive.type                elsewhere: which of its members is there
            interactive.call_permission_reply.expiration_timestamp  time: content, until
            image.id                        id: media.id
            image.sha256                    hash: media.sha256
            image.url                       address: media.url
            image.file_size                 counter: bytes
            video.id                        id: media.id
            video.sha256                    hash: media.sha256
            video.url                       address: media.url
            audio.id                        id: media.id
            audio.sha256                    hash: media.sha256
            audio.url                       address: media.url
            document.id                     id: media.id
            document.sha256                 hash: media.sha256
            document.url                    address: media.url
            sticker.id                      id: media.id
            sticker.sha256                  hash: media.sha256
            sticker.url                     address: media.url
            edit.original_message_id        id: message.target
            edit.message.type               elsewhere: message.type
            edit.message.context.id         id: message.replyTo of the edited message
            edit.message.context.from       address: customer or business
            edit.message.image.id           id: media.id
            edit.message.image.sha256       hash: media.sha256
            edit.message.image.url          address: media.url
            edit.message.video.id           id: media.id
            edit.message.video.sha256       hash: media.sha256
            edit.message.video.url          address: media.url
            edit.message.audio.id           id: media.id
            edit.message.audio.sha256       hash: media.sha256
            edit.message.audio.url          address: media.url
            edit.message.document.id        id: media.id
            edit.message.document.sha256    hash: media.sha256
            edit.message.document.url       address: media.url
            revoke.original_message_id      id: message.target
            reaction.message_id             id: message.target
            order.catalog_id                id: the company's catalog
            context.id                      id: message.replyTo
            context.from                    address: customer or business
            context.message_id              id: message.replyTo
            context.user_id                 id: customer or business
            context.from_user_id            id: customer or business
            context.group_id                id: a group
            context.forwarded               elsewhere: message.forwarded
            context.frequently_forwarded    elsewhere: message.forwarded
            context.referred_product.catalog_id     id: the company's catalog
            referral.source_id              id: message.referral
            referral.source_url             address: message.referral
            referral.ctwa_clid              id: message.referral
            referral.image_url              address: the advertisement's picture
            referral.video_url              address: the advertisement's video
            referral.thumbnail_url          address: the advertisement's picture
            referral.image.id               id: the advertisement's picture
            referral.image.sha256           hash: of the advertisement's picture
            referral.image.url              address: the advertisement's picture
            referral.video.id               id: the advertisement's video
            referral.video.sha256           hash: of the advertisement's video
            referral.video.url              address: the advertisement's video
            referral.thumbnail.id           id: the advertisement's picture
            referral.thumbnail.sha256       hash: of the advertisement's picture
            referral.thumbnail.url          address: the advertisement's picture
            system.wa_id                    address: identityChange
            system.new_wa_id                address: identityChange
            system.new_number               address: identityChange
            system.user_id                  id: identityChange
            system.parent_user_id           id: identityChange
            system.identity                 hash: identityChange
            system.customer                 address: customer
            system.user                     address: customer
            identity.hash                   hash: identityChange
            identity.created_timestamp      time: of the customer's key
            history_context.from_me         elsewhere: direction
            errors.href                     address: the provider's page about errors
            """);
    /** Of what a company's own system put together. */
    static final TechnicalPaths COMPOSED = new TechnicalPaths("""
            *.flow_token    id: of the form that was sent
            *.id            id: of what the company's system knows by it
            """);
    static final TechnicalPaths CONTACT = new TechnicalPaths("""
            contact.profile.name            elsewhere: customer.name
            contact.profile.username        id: customer.identifiers
            contact.username                id: customer.identifiers
            contact.wa_id                   address: customer.phone
            contact.user_id                 id: customer.userId
            contact.parent_user_id          id: customer.identifiers
            contact.identity_key_hash       hash: of the customer's key
            """);
    static final TechnicalPaths METADATA = new TechnicalPaths("""
            metadata.display_phone_number   address: the company's number
            metadata.phone_number_id        id: business
            """);
    static final TechnicalPaths STATUS = new TechnicalPaths("""
            id                              id: status.messageId
            status                          elsewhere: status.state
            timestamp                       time: occurredAt
            type                            elsewhere: kind
            from                            address: customer or business
            recipient_id                    address: customer
            recipient_user_id               id: customer.userId
            recipient_parent_user_id        id: customer.identifiers
            parent_recipient_user_id        id: customer.identifiers
            recipient_identity_key_hash     hash: of the customer's key
            recipient_type                  elsewhere: kind
            recipient_participant_id        address: customer
            recipient_participant_user_id   id: customer.userId
            recipient_participant_parent_user_id    id: customer.identifiers
            biz_opaque_callback_data        id: status.reference
            conversation.id                 id: of the provider's billing
            conversation.expiration_timestamp   time: of the provider's billing
            message.recipient_id            address: customer
            errors.href                     address: the provider's page about errors
            payment.transaction.id          id: of the payment
            payment.transaction.created_timestamp   time: of the payment
            payment.transaction.updated_timestamp   time: of the payment
            """);
    static final TechnicalPaths PREFERENCE = new TechnicalPaths("""
            wa_id                           address: customer.phone
            user_id                         id: customer.userId
            parent_user_id                  id: customer.identifiers
            timestamp                       time: occurredAt
            signup_id                       id: of the link that was followed
            category                        elsewhere: preference.category
            value                           elsewhere: preference.value
            """);
    static final TechnicalPaths USER_ID_UPDATE = new TechnicalPaths("""
            wa_id                           address: customer.phone
            user_id.previous                id: customer.userId
            user_id.current                 id: identityChange.userId
            parent_user_id.previous         id: customer.identifiers
            parent_user_id.current          id: customer.identifiers
            timestamp                       time: occurredAt
            """);
    static final TechnicalPaths CALL_ITEM = new TechnicalPaths("""
            id                              id: message.id
            from                            address: customer or business
            to                              address: customer or business
            from_user_id                    id: customer.userId
            to_user_id                      id: customer.userId
            from_parent_user_id             id: customer.identifiers
            to_parent_user_id               id: customer.identifiers
            timestamp                       time: occurredAt
            start_time                      time: content, began
            end_time                        time: content, ended
            biz_opaque_callback_data        id: message.reference
            session.sdp                     address: where the sound is sent
            session.sdp_type                address: where the sound is sent
            connection.webrtc.sdp           address: where the sound is sent
            errors.href                     address: the provider's page about errors
            """);
    /** Of the business account, and of what is not understood. */
    static final TechnicalPaths ACCOUNT = new TechnicalPaths("""
            messaging_product               elsewhere: network
            metadata.display_phone_number   address: the company's number
            metadata.phone_number_id        id: business
            contacts.wa_id                  address: a customer
            *.waba_id                       id: a business account
            *.owner_business_id             id: a business
            *.client_business_id            id: a business
            *.partner_app_id                id: an app
            *.solution_id                   id: of an agreement
            *.solution_partner_business_ids id: businesses
            *.ad_account_linked             id: of an advertising account
            *.group_id                      id: of a group
            *.wa_id                         address: of somebody in a group
            *.user_id                       id: of somebody in a group
            *.parent_user_id                id: of somebody in a group
            waba_id                         id: a business account
            group_id                        id: of a group
            contacts.user_id                id: a customer
            contacts.parent_user_id         id: a customer
            contacts.profile.username       id: a customer
            """);
    /** What a form's answers carry along for the company's own system. */
    static final TechnicalPaths FLOW = new TechnicalPaths("""
            flow_token                      id: of the form that was sent
            *.flow_token                    id: of the form that was sent
            *.flow_id                       id: of the form that was sent
            flow_id                         id: of the form that was sent
            saved_address_id                id: of the address
            *.saved_address_id              id: of the address
            photo_picker.id                 id: media.id
            photo_picker.sha256             hash: media.sha256
            document_picker.id              id: media.id
            document_picker.sha256          hash: media.sha256
            """);

    private Names() {
    }
}
