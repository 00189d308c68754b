//! The rules by name, title and plain words, written once.

macro_rules! rules {
    ($($name:ident $slug:literal $title:literal $text:literal)*) => {
        /// A licensing rule; every outcome, warning and refusal names one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $(#[doc = $title] $name,)* }

        impl Rule {
            /// Every rule, in the order people read them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name answers carry, such as `grace-60`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// A few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The rule in whole sentences.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rules! {
    Covers "covers" "What a license covers"
        "A user's license covers mail, calendars, contacts and files; a shared mailbox's license covers the shared mailbox only."
    LicenseTypeAndTags "license-type-and-tags" "License type and tags"
        "Every list has a column License Type (Standard, Archived, None) and tags that say which data is under which license."
    UnknownData "unknown-data" "Data we were not told about"
        "A record with a license or a date of losing one, but without a word about data, is planned as if there were some backups. Only an explicit `null` says that there are none."
    SeparatePools "separate-pools" "Separate pools"
        "Standard and archived licenses are bought, counted and assigned apart, for users and for shared mailboxes. Nothing moves between the pools."
    NoConversion "no-conversion" "No conversion"
        "Licenses bought as standard cannot be turned into archived ones, or back. Where that would help, ask your account manager."
    MailboxesAreFree "mailboxes-are-free" "Shared mailboxes are free"
        "For each license purchased, one shared mailbox may hold a license of the same type at no cost. Newer subscriptions have no limit. Mailboxes licensed already keep their license when counts fall."
    Purchase "purchase" "Purchasing"
        "Licenses are bought at an annual price prorated by whole days to the renewal date, on a paid account only. Without prices the cost is left out, never guessed."
    Trial "trial" "Trial accounts"
        "A trial may hold a limited number of standard user licenses, 100 unless the policy says otherwise."
    Expired "expired" "Expired accounts"
        "On an expired account nothing can be activated; licenses can still be deactivated."
    Atomic "atomic" "All or nothing"
        "A request is applied whole or not at all. A refused request changes nothing, and all its problems are reported together."
    NetNew "net-new" "Only new holders need a license"
        "A request needs one license for each target that does not hold that type yet. Targets that hold it are unchanged and cost nothing; a target named twice counts once."
    InsufficientLicenses "insufficient-licenses" "Insufficient licenses"
        "A request that needs more licenses than are available is refused, with three remedies: select fewer, purchase more, or deactivate licenses of others."
    StandardStartsBackups "standard-starts-backups" "A standard license starts daily backups"
        "A standard license starts daily backups: the first within 24 hours of the assignment, then one every 24 hours while the holder is present."
    ArchivedKeepsData "archived-keeps-data" "An archived license keeps the data"
        "An archived license keeps the backups there are and runs no new ones."
    ArchiveFreesStandard "archive-frees-standard" "Changing type frees the old license"
        "An archived license on a standard holder frees the standard license at once, and the other way round. The data is kept."
    DeletedHasNoBackups "deleted-has-no-backups" "Deleted users have no backups"
        "A standard license on a user deleted in Microsoft 365 keeps the data but runs no backups. An archived license does the same and leaves the standard one to others."
    WhoCanHold "who-can-hold" "Who can hold a license"
        "Users and shared mailboxes can, guests too. Rooms, equipment, groups and system mailboxes cannot."
    AllFiltered "all-filtered" "All who match a filter"
        "A filter as target means everyone who meets it in the whole tenant, not the rows on a screen. An empty filter means everyone, and only for activating standard licenses."
    Grace60 "grace-60" "Data stays for a grace period"
        "When a standard license is taken away the backups stay for the grace period, 60 days unless the contract says otherwise, and then are gone for good. The license is free at once. The last safe day to act is 24 hours before."
    ReapplyStandard "reapply-standard" "Standard again within the grace period"
        "A standard license assigned again before the purge keeps the data and resumes backups. The next backup may take longer than usual."
    ReapplyArchived "reapply-archived" "Archived within the grace period"
        "An archived license assigned before the purge keeps the data and runs no new backups."
    TooLate "too-late" "After the purge"
        "At the purge and after it there is nothing to resume: a standard license starts afresh, an archived one has nothing to keep."
    ArchivedDeactivation "archived-deactivation" "Taking away an archived license"
        "The product's page can be read in two ways: data is lost at once when an archived license is taken away, or 60 days later. The policy chooses; unless told otherwise we plan for the loss at once."
    RetentionSetting "retention-setting" "Retention setting"
        "With a retention setting, backups older than that many days are gone, for every status alike. What has aged out does not come back."
    Restorable "restorable" "What can be restored"
        "Data from before a deletion or an archived license can be restored to another user or exported for as long as it is kept."
    AutoArchive "auto-archive" "Archiving deleted users by itself"
        "When switched on, each daily sync gives deleted users on a standard license an archived one while there are some, and frees the standard license."
    AutoPurchaseArchived "auto-purchase-archived" "Buying archived licenses by itself"
        "When switched on, each daily sync buys exactly the archived licenses missing for deleted users."
    GroupLicensing "group-licensing" "Licensing groups by itself"
        "When switched on, users who join the tenant or a listed security group get a standard license at the next daily sync. Leaving a group never takes a license away."
    AutoPurchaseStandard "auto-purchase-standard" "Buying standard licenses by itself"
        "With group licensing on, each daily sync buys exactly the standard licenses missing."
    MailboxConversion "mailbox-conversion" "Mailboxes that change kind"
        "A user turned into a shared mailbox takes a free mailbox license and frees the user license; one turned back needs a user license."
}
