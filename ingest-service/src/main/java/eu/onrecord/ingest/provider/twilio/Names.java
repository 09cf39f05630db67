package eu.onrecord.ingest.provider.twilio;

import eu.onrecord.ingest.content.TechnicalPaths;

/** Which of Twilio's parameters no person reads. */
final class Names {
    static final TechnicalPaths MESSAGE = new TechnicalPaths("""
            MessageSid              id: message.id
            SmsSid                  id: message.id
            SmsMessageSid           id: message.id
            AccountSid              id: the account
            MessagingServiceSid     id: business
            ChannelInstallSid       id: the account
            OriginalRepliedMessageSid       id: message.replyTo
            OriginalRepliedMessageSender    address: customer or business
            From                    address: customer
            To                      address: business
            WaId                    address: customer
            ExternalUserId          id: customer.userId
            ExternalUserIdentifier  id: customer.userId
            ParentExternalUserId    id: customer.identifiers
            Username                id: customer.identifiers
            ProfileName             elsewhere: customer.name
            ApiVersion              counter: of Twilio's interface
            NumMedia                counter: files
            NumSegments             counter: parts of an SMS
            SmsStatus               elsewhere: that it was received
            MessageType             elsewhere: message.type
            Forwarded               elsewhere: message.forwarded
            FrequentlyForwarded     elsewhere: message.forwarded
            OptOutType              elsewhere: preference
            ReferralSourceId        id: message.referral
            ReferralSourceUrl       address: message.referral
            ReferralCtwaClid        id: message.referral
            ReferralMediaId         id: the advertisement's picture
            ReferralMediaUrl        address: the advertisement's picture
            ReferralNumMedia        counter: the advertisement's pictures
            FromCity                address: where the number is registered
            FromState               address: where the number is registered
            FromZip                 address: where the number is registered
            FromCountry             address: where the number is registered
            ToCity                  address: where the number is registered
            ToState                 address: where the number is registered
            ToZip                   address: where the number is registered
            ToCountry               address: where the number is registered
            ChannelPrefix           elsewhere: network
            ChannelToAddress        address: customer
            """);
    static final TechnicalPaths STATUS = new TechnicalPaths("""
            MessageSid              id: status.messageId
            SmsSid                  id: status.messageId
            SmsMessageSid           id: status.messageId
            AccountSid              id: the account
            MessagingServiceSid     id: business
            ChannelInstallSid       id: the account
            From                    address: business
            To                      address: customer
            WaId                    address: customer
            ExternalUserId          id: customer.userId
            ExternalUserIdentifier  id: customer.userId
            ParentExternalUserId    id: customer.identifiers
            ApiVersion              counter: of Twilio's interface
            MessageStatus           elsewhere: status.state
            SmsStatus               elsewhere: status.state
            RawDlrDoneDate          time: of the status
            ChannelPrefix           elsewhere: network
            ChannelToAddress        address: customer
            """);
    static final TechnicalPaths CALL = new TechnicalPaths("""
            CallSid                 id: message.id
            ParentCallSid           id: of the call that it came of
            RecordingSid            id: of the recording
            TranscriptionSid        id: of the transcript
            TranscriptionUrl        address: of the transcript
            DialCallSid             id: of the other side's call
            SequenceId              counter: callbacks
            StirPassportToken       signature: of the caller
            RecordingUrl            address: media.url
            RecordingStartTime      time: of the recording
            RecordingChannels       counter: of the recording
            RecordingTrack          elsewhere: whose side was recorded
            AccountSid              id: the account
            CallToken               signature: of the caller
            StirVerstat             signature: of the caller
            ApiVersion              counter: of Twilio's interface
            SequenceNumber          counter: callbacks
            Timestamp               time: occurredAt
            CallbackSource          address: where the callback comes from
            Direction               elsewhere: direction
            CallerName              elsewhere: customer.name
            ProfileName             elsewhere: customer.name
            MachineDetectionDuration    counter: until it was known who answered
            From                    address: customer or business
            To                      address: customer or business
            Caller                  address: customer or business
            Called                  address: customer or business
            WaId                    address: customer
            ExternalUserId          id: customer.userId
            ExternalUserIdentifier  id: customer.userId
            ParentExternalUserId    id: customer.identifiers
            Username                id: customer.identifiers
            FromCity                address: where the number is registered
            FromState               address: where the number is registered
            FromZip                 address: where the number is registered
            FromCountry             address: where the number is registered
            ToCity                  address: where the number is registered
            ToState                 address: where the number is registered
            ToZip                   address: where the number is registered
            ToCountry               address: where the number is registered
            CallerCity              address: where the number is registered
            CallerState             address: where the number is registered
            CallerZip               address: where the number is registered
            CallerCountry           address: where the number is registered
            CalledCity              address: where the number is registered
            CalledState             address: where the number is registered
            CalledZip               address: where the number is registered
            CalledCountry           address: where the number is registered
            """);
    /** Of a form's answers. */
    static final TechnicalPaths ANSWERS = new TechnicalPaths("flow_token id: of the form that was sent");
    /** Of what the network told Twilio. */
    static final TechnicalPaths INSIDE = new TechnicalPaths("""
            type                    elsewhere: which network it is
            data.context.ProfileName    elsewhere: customer.name
            data.context.WaId       address: customer
            data.context.MessageId  id: at the network
            """);
    static final TechnicalPaths EVENT_STREAM = new TechnicalPaths("""
            specversion             counter: of CloudEvents
            type                    elsewhere: kind
            source                  id: of the stream
            id                      id: of the event
            time                    time: occurredAt
            dataschema              address: of the schema
            datacontenttype         elsewhere: that it is JSON
            data.messageSid         id: message.id
            data.accountSid         id: the account
            data.messagingServiceSid    id: business
            data.from               address: customer or business
            data.to                 address: customer or business
            data.timestamp          time: occurredAt
            data.eventName          elsewhere: kind
            data.messageStatus      elsewhere: status.state
            data.numMedia           counter: files, told where there are some
            data.referralCtwaClid   id: message.referral
            data.recipients         address: of others
            data.mnc                address: of the phone's network
            data.mcc                address: of the phone's network
            data.numSegments        counter: parts of an SMS
            data.fromCountry        address: where the number is registered
            data.fromState          address: where the number is registered
            data.fromCity           address: where the number is registered
            data.fromZip            address: where the number is registered
            data.toCountry          address: where the number is registered
            data.toState            address: where the number is registered
            data.toCity             address: where the number is registered
            data.toZip              address: where the number is registered
            """);

    private Names() {
    }
}
