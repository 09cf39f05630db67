package eu.onrecord.ingest.provider.vonage;

import eu.onrecord.ingest.content.FieldNames;
import eu.onrecord.ingest.content.TechnicalPaths;

/** What the members of Vonage's Messages API are called for a reader, and which no person reads. */
final class Names {
    static final FieldNames FILE = new FieldNames("""
            name        name
            type        kind
            """);
    static final FieldNames LOCATION = new FieldNames("""
            lat         latitude
            long        longitude
            latitude    latitude
            longitude   longitude
            name        name
            address     address
            url         link
            """);
    static final FieldNames CARD = new FieldNames("""
            name.formatted_name     name
            name.first_name         first name
            name.middle_name        middle name
            name.last_name          last name
            name                    name
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
            addresses.type          address type
            urls.url                link
            birthday                birthday
            """);
    static final FieldNames PRODUCT = new FieldNames("""
            product_retailer_id     product
            quantity                quantity
            item_price              price
            currency                currency
            """);
    static final FieldNames CHOICE = new FieldNames("""
            title       title
            text        title
            description description
            id          payload
            payload     payload
            subtype     kind
            """);
    static final FieldNames REFERRAL = new FieldNames("""
            headline    headline
            body        body
            source_type kind
            media_type  media type
            """);
    static final FieldNames ERROR = new FieldNames("""
            title       title
            code        code
            detail      details
            reason      details
            description details
            """);

    static final TechnicalPaths MESSAGE = new TechnicalPaths("""
            reaction.action     elsewhere: content, whether it is there
            message_uuid            id: message.id
            to                      address: business
            from                    address: customer
            to.type                 elsewhere: network
            to.number               address: business
            to.id                   id: business
            from.type               elsewhere: network
            from.number             address: customer
            from.id                 id: customer.userId
            timestamp               time: occurredAt
            channel                 elsewhere: network
            direction               elsewhere: direction
            message_type            elsewhere: message.type
            message.content.type    elsewhere: message.type
            client_ref              id: of the company's own books
            contact.phones.wa_id    id: the card's phone at WhatsApp
            contacts.phones.wa_id   id: the card's phone at WhatsApp
            _self.href              address: of the webhook at the provider
            whatsapp.waba_id        id: the company's account
            whatsapp.whatsapp_referred_product.catalog_id   id: the company's catalog
            profile.name            elsewhere: customer.name
            profile.username        id: customer.identifiers
            profile.user_id         id: customer.userId
            context.message_uuid    id: message.replyTo
            context.message_from    address: customer or business
            context_status          elsewhere: whether message.replyTo is there
            context.whatsapp_referred_product.catalog_id    id: the company's catalog
            order.catalog_id        id: the company's catalog
            image.url               address: media.url
            audio.url               address: media.url
            video.url               address: media.url
            file.url                address: media.url
            vcard.url               address: media.url
            sticker.url             address: media.url
            content.url             address: media.url
            content.type            elsewhere: which part it is
            message.content.image.url   address: media.url
            message.content.audio.url   address: media.url
            message.content.video.url   address: media.url
            message.content.file.url    address: media.url
            reaction.message_uuid   id: message.target
            whatsapp.sender.wa_id           address: customer
            whatsapp.sender.user_id         id: customer.userId
            whatsapp.sender.parent_user_id  id: customer.identifiers
            whatsapp.sender.username        id: customer.identifiers
            whatsapp.referral.source_id     id: message.referral
            whatsapp.referral.source_url    address: message.referral
            whatsapp.referral.ctwa_clid     id: message.referral
            whatsapp.referral.image_url     address: the advertisement's picture
            whatsapp.referral.video_url     address: the advertisement's video
            whatsapp.referral.thumbnail_url address: the advertisement's picture
            sms.num_messages        counter: parts of an SMS
            sms.count_total         counter: parts of an SMS
            sms.total_count         counter: parts of an SMS
            origin.network_code     address: of the phone's network
            """);
    /** Of what a button stands for. */
    static final TechnicalPaths PAYLOAD = new TechnicalPaths("payload.flow_token id: of the form that was sent");
    /** Of a form's answers. */
    static final TechnicalPaths ANSWERS = new TechnicalPaths("flow_token id: of the form that was sent");
    static final TechnicalPaths STATUS = new TechnicalPaths("""
            message_uuid            id: status.messageId
            to                      address: customer
            from                    address: business
            to.type                 elsewhere: network
            to.number               address: customer
            to.id                   id: customer.userId
            from.type               elsewhere: network
            from.number             address: business
            from.id                 id: business
            timestamp               time: occurredAt
            status                  elsewhere: status.state
            channel                 elsewhere: network
            client_ref              id: status.reference
            error.type              address: the provider's page about errors
            error.instance          id: of the error
            whatsapp.recipient.wa_id            address: customer
            whatsapp.recipient.user_id          id: customer.userId
            whatsapp.recipient.parent_user_id   id: customer.identifiers
            whatsapp.conversation.id            id: of the provider's billing
            sms.count_total         counter: parts of an SMS
            destination.network_code    address: of the phone's network
            workflow.id             id: of the workflow
            workflow.items_number   counter: in the workflow
            workflow.item_number    counter: in the workflow
            profile.name            elsewhere: customer.name
            profile.username        id: customer.identifiers
            whatsapp.waba_id        id: the company's account
            _self.href              address: of the webhook at the provider
            workflow.items_total    counter: in the workflow
            """);

    private Names() {
    }
}
