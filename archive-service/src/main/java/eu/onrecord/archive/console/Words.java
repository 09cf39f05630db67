package eu.onrecord.archive.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Every word of the pages, in English; the other languages stand in files of the same keys. */
@MessageBundle("console")
public interface Words {

    @Message("Skip to the content")
    String skip();

    @Message("Menu")
    String menu();

    @Message("Find")
    String find();

    @Message("My access")
    String access();

    @Message("Sign out")
    String signOut();

    @Message("Sign in")
    String signIn();

    @Message("Find a conversation")
    String findTitle();

    @Message("Say first why you look. What you look for and what you read is recorded with your name.")
    String findIntro();

    @Message("Purpose")
    String purpose();

    @Message("A word, such as complaint or dispute-2026-114: never a name.")
    String purposeHint();

    @Message("Customer")
    String identifier();

    @Message("A phone number with its country code, or the provider’s id. It is not shown again.")
    String identifierHint();

    @Message("What it is")
    String kind();

    @Message("Phone number")
    String kindPhone();

    @Message("Another identifier")
    String kindId();

    @Message("From")
    String fromDay();

    @Message("Up to and including")
    String toDay();

    @Message("State")
    String state();

    @Message("Any")
    String stateAny();

    @Message("Can be read")
    String stateReleased();

    @Message("Pending: the notice is not proven")
    String statePending();

    @Message("Find")
    String doFind();

    @Message("Found")
    String foundTitle();

    @Message("What you read last")
    String lastTitle();

    @Message("No conversation that you may see is like this. A number needs its country code, such as +31 6 12345678; without a customer, the period is at most 92 days.")
    String foundNone();

    @Message("You have not read a conversation yet. Those that you read stand here, at most fifty.")
    String lastNone();

    @Message("There may be more. Give a customer or a shorter period.")
    String foundFull();

    @Message("Channel")
    String channel();

    @Message("Legal entity")
    String legalEntity();

    @Message("Begun")
    String opened();

    @Message("Last")
    String last();

    @Message("Open")
    String open();

    @Message("Conversation")
    String conversationTitle();

    @Message("The customer was told that it is kept")
    String toldAt();

    @Message("Read for")
    String readFor();

    @Message("Customer")
    String customer();

    @Message("Company")
    String company();

    @Message("Record")
    String record();

    @Message("no. {place}")
    String atPlace(long place);

    @Message("not in the ledger yet")
    String notYetInLedger();

    @Message("A message of which nothing can be read")
    String chatMessage();

    @Message("A message that is not shown here was changed")
    String chatEdit();

    @Message("A message that is not shown here was deleted")
    String chatRevocation();

    @Message("A reaction to a message that is not shown here")
    String chatReaction();

    @Message("How far a message came that is not shown here")
    String chatStatus();

    @Message("A call")
    String chatCall();

    @Message("Something about the business account")
    String chatAccount();

    @Message("Something that the provider told")
    String chatUnsupported();

    @Message("What is kept of this record cannot be opened, or is not what was recorded. The proof is of its commitment alone.")
    String recordNotWhole();

    @Message("taken by the archive then; nobody told when it was")
    String timeNotTold();

    @Message("Answers")
    String answers();

    @Message("Answers a message that is not in this conversation")
    String answersUnknown();

    @Message("Handed over later, as history: it was not received when it was said")
    String history();

    @Message("Forwarded: the words are somebody else’s")
    String forwarded();

    @Message("Changed")
    String edited();

    @Message("Taken back")
    String deleted();

    @Message("by the customer")
    String byCustomer();

    @Message("by the company")
    String byCompany();

    @Message("Reaction")
    String reaction();

    @Message("Reaction taken back")
    String reactionRemoved();

    @Message("Delivery")
    String delivery();

    @Message("taken by the provider")
    String deliveryAccepted();

    @Message("sent")
    String deliverySent();

    @Message("delivered")
    String deliveryDelivered();

    @Message("read")
    String deliveryRead();

    @Message("played")
    String deliveryPlayed();

    @Message("failed")
    String deliveryFailed();

    @Message("The file is on its way.")
    String fileWanted();

    @Message("The file waits until something of ours is mended.")
    String fileParked();

    @Message("The file was one of too many of a day; an officer may ask for it.")
    String fileHeld();

    @Message("The provider did not give the file.")
    String fileLost();

    @Message("Download. It comes from a stranger: open it with care.")
    String fileDownload();

    @Message("Photo")
    String photo();

    @Message("SHA-256")
    String fingerprint();

    @Message("Read on")
    String further();

    @Message("Nothing is in this conversation.")
    String noEntries();

    @Message("More was done to these messages than is shown at once.")
    String isCut();

    @Message("Proof of a record")
    String recordTitle();

    @Message("The ledger’s signed head contains this record. Whoever kept a head of that size or a later one sees any change.")
    String recordIntro();

    @Message("Recorded")
    String recordedAt();

    @Message("Commitment")
    String commitment();

    @Message("Place in the ledger")
    String placeInLedger();

    @Message("Size of the signed head")
    String ledgerSize();

    @Message("Signed head")
    String ledgerHead();

    @Message("Key of the ledger")
    String ledgerKey();

    @Message("Compare it with the one that you have from elsewhere.")
    String ledgerKeyHint();

    @Message("Download the proof (.tlog-proof)")
    String downloadProof();

    @Message("Verify in this browser")
    String verify();

    @Message("Without JavaScript the proof is verified by a program; deploy/README.md of OnRecord names some.")
    String verifyNeedsScript();

    @Message("Verified: the record is in the tree, and the head is signed with the key above.")
    String verified();

    @Message("Broken: this proof does not hold.")
    String broken();

    @Message("This browser cannot verify it: it knows no Ed25519, or the proof could not be fetched.")
    String cannotVerify();

    @Message("My access")
    String accessTitle();

    @Message("Signed in as")
    String accessWho();

    @Message("Roles")
    String accessRoles();

    @Message("For these legal entities")
    String accessEntities();

    @Message("Nothing can be read with this: roles and legal entities are given by your identity provider’s administrators.")
    String accessNone();

    @Message("none")
    String none();

    @Message("This did not work")
    String trouble();

    @Message("Back to finding")
    String troubleBack();

    @Message("Your roles do not let you see this. My access shows which you have.")
    String troubleRole();

    @Message("You are signed out")
    String signedOutTitle();

    @Message("Nothing of what you read stays in this browser.")
    String signedOut();

    @Message("Location")
    String partLocation();

    @Message("Contact")
    String partContact();

    @Message("Order")
    String partOrder();

    @Message("Product")
    String partProduct();

    @Message("Form")
    String partForm();

    @Message("Choice")
    String partChoice();

    @Message("Poll")
    String partPoll();

    @Message("Template")
    String partTemplate();

    @Message("Where they came from")
    String partReferral();

    @Message("Call")
    String partCall();

    @Message("Payment")
    String partPayment();

    @Message("Quoted")
    String partQuote();

    @Message("The provider tells")
    String partSystem();

    @Message("Withheld by the provider")
    String partWithheld();

    @Message("Told beside")
    String partUnknown();

    @Message("Reaction")
    String partReaction();

    @Message("File")
    String partFile();

    @Message("The recording notice {version} ({language}) waits.")
    String noticeHeld(String version, String language);

    @Message("The recording notice {version} ({language}) is to be sent.")
    String noticeQueued(String version, String language);

    @Message("The recording notice {version} ({language}) is being sent.")
    String noticeClaimed(String version, String language);

    @Message("The recording notice {version} ({language}) may have been sent: nobody knows.")
    String noticeUncertain(String version, String language);

    @Message("The recording notice {version} ({language}) was not sent any more.")
    String noticeCancelled(String version, String language);

    @Message("The recording notice {version} ({language}) was not needed: the customer was told before they came here.")
    String noticeWaived(String version, String language);

    @Message("The recording notice {version} ({language}) was taken by the provider.")
    String noticeAccepted(String version, String language);

    @Message("The recording notice {version} ({language}) was sent.")
    String noticeSent(String version, String language);

    @Message("The recording notice {version} ({language}) could not be sent.")
    String noticeFailed(String version, String language);

    @Message("The recording notice {version} ({language}) was delivered.")
    String noticeDelivered(String version, String language);

    @Message("The recording notice {version} ({language}) was read.")
    String noticeRead(String version, String language);

    @Message("The customer wants no more messages.")
    String stoppedAll();

    @Message("The customer wants no more marketing messages.")
    String stoppedMarketing();

    @Message("The customer wants messages again.")
    String wantedAgain();

    @Message("Several threads were found to be this customer’s.")
    String linked();

    @Message("The company wrote to somebody it has no relationship with.")
    String coldContact();

    @Message("What is known of the customer is only kept, and not used, until that is lifted.")
    String restricted();

    @Message("What is known of the customer may be used again.")
    String restrictionLifted();

    @Message("There is no relationship with the customer.")
    String relationUnknown();

    @Message("The customer wrote first: they may be answered.")
    String relationContactedUs();

    @Message("There is an established relationship with the customer.")
    String relationEstablished();

    @Message("The relationship with the customer rests.")
    String relationDormant();

    @Message("The relationship with the customer has ended.")
    String relationExpired();

    @Message("The relationship is suspended: somebody else may hold the number now.")
    String relationSuspended();

    @Message("The customer has opted out.")
    String relationOptedOut();

    @Message("A message was not sent.")
    String sendRefused();

    @Message("A file of a message was fetched and is kept.")
    String fileKept();

    @Message("A file of a message could not be had as long as the provider kept it.")
    String fileNotHad();

    @Message("What stood here was erased.")
    String notReadErased();

    @Message("What stands here cannot be read: its key is lost. That is an alarm.")
    String notReadKeyLost();

    @Message("What stands here cannot be read now: its key cannot be used.")
    String notReadKeyUnusable();

    @Message("What stands here is not what was recorded. That is an alarm.")
    String notReadBroken();

    @Message("What came here was not understood. It is kept as it came.")
    String notReadNotUnderstood();

    @Message("Ledger")
    String ledger();

    @Message("Whoever keeps this head elsewhere sees later whether anything before it was changed, removed or put in.")
    String ledgerIntro();

    @Message("Seen by the witnesses")
    String ledgerWitnesses();

    @Message("Policy for whoever verifies")
    String ledgerPolicy();

    @Message("No head was signed yet.")
    String ledgerEmpty();

    @Message("Acts")
    String acts();

    @Message("Who read and searched what")
    String actsTitle();

    @Message("Each search and each read stands here, refused ones too. That you look is recorded with your name.")
    String actsIntro();

    @Message("You see what you did yourself. What others did is seen by a privacy officer or an auditor.")
    String actsOwnAlone();

    @Message("Only refused ones")
    String actsRefused();

    @Message("Only what was done with this conversation")
    String actsOfConversation();

    @Message("Only what one person did")
    String actsOfReader();

    @Message("Show")
    String actsShow();

    @Message("Nothing of that was done in this time.")
    String actsNone();

    @Message("Nothing of that was done up to the time below. Go on to look further.")
    String actsNoneYet();

    @Message("Looked through up to")
    String actsUntil();

    @Message("None: without a role, or of what is not there")
    String actsNowhere();

    @Message("When")
    String actWhen();

    @Message("Who")
    String actWho();

    @Message("you")
    String actYou();

    @Message("What")
    String actWhat();

    @Message("Why")
    String actWhy();

    @Message("What came of it")
    String actOutcome();

    @Message("done")
    String actDone();

    @Message("refused")
    String actRefused();

    @Message("failed")
    String actFailed();

    @Message("searched")
    String deedSearched();

    @Message("read a conversation")
    String deedRead();

    @Message("read a file")
    String deedFileRead();

    @Message("exported")
    String deedExported();

    @Message("fetched for the desk what it had missed")
    String deedCaughtUp();

    @Message("had something taken in again")
    String deedReplayed();

    @Message("proposed")
    String deedProposed();

    @Message("approved")
    String deedApproved();

    @Message("destroyed")
    String deedDestroyed();

    @Message("Who looked at this conversation")
    String whoLooked();

    @Message("You are not signed in")
    String notSignedInTitle();

    @Message("Where you sign in, you were not let through. Try again; if it stays so, whoever looks after accounts sees why.")
    String notSignedIn();

    @Message("a person")
    String authorPerson();

    @Message("fixed rules")
    String authorBot();

    @Message("a model that writes texts")
    String authorAi();

    @Message("written by")
    String authorOther();

    @Message("at least {times} times")
    String forwardedTimes(int times);

    @Message("as it was received; the provider told no time")
    String timeOfReceipt();

    @Message("Also told of it")
    String alsoTold();
}
