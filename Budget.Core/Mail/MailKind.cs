namespace Budget.Core.Mail;

/// <summary>
/// What an e-mail is about: the whole catalogue. Each has two texts in MailTexts.resx, in each language: "KIND" says what happened and what comes next, "KIND-wish" stands at its box in
/// the settings. A deed that has something to tell puts it into the <see cref="Outbox"/> with one of these. A new one is wanted by whoever wants e-mail.
/// </summary>
public enum MailKind
{
    /// <summary>The code that comes back when an address is somebody's own. Sent to whoever asks for it.</summary>
    Code,
    /// <summary>To the resident: the request is in.</summary>
    RequestIsIn,
    /// <summary>To the resident: the report is there to be read.</summary>
    ReportIsReady,
    /// <summary>To the resident: a decision is there to be read.</summary>
    DecisionIsThere,
    /// <summary>To the provider: a client chose it.</summary>
    ProviderIsChosen,
    /// <summary>To the provider: a client goes elsewhere, or stops.</summary>
    ClientLeaves,
    /// <summary>To whoever takes part: a message was written.</summary>
    MessageIsThere,
    /// <summary>To the resident: the support ends, and the request for what comes after stands ready.</summary>
    SupportEnds,
    /// <summary>To the resident: it is time to say whether the goals are reached.</summary>
    GoalsAreAsked,
    /// <summary>To the resident: a PGB will not last until its end. At most once a month.</summary>
    BudgetRunsOut,
    /// <summary>To the resident: a helper entered hours, which wait; and once more two weeks later.</summary>
    HoursWait,
    /// <summary>To the resident: a helper said to be ill or away.</summary>
    HelperIsAway,
    /// <summary>To the resident: the SVB did not pay a helper, or the money came back.</summary>
    HelperPaymentCameBack,
    /// <summary>To everybody who may open the file: another account was given for a helper. Nobody can say that it is not wanted: who has taken over a session would.</summary>
    HelperAccountChanged,
    /// <summary>To the resident: what was not used of a PGB that is over went back to the municipality.</summary>
    UnusedIsReturned,
    /// <summary>To the resident: the caseworker proposes to shift volume, and nothing moves without a yes.</summary>
    ShiftIsProposed,
    /// <summary>To the resident: a provider cannot go on.</summary>
    ProviderStops,
    /// <summary>To the provider: a resident says that a line of an invoice is not so.</summary>
    LineIsDisputed,
    /// <summary>To the resident: the provider or the municipality answered to what the resident said of a line.</summary>
    DisputeIsAnswered,
    /// <summary>To the provider: the municipality settled what a resident said of a line.</summary>
    DisputeIsSettled,
}

public static class MailKinds
{
    /// <summary>Of which somebody in this role is told, and may say that it is not wanted.</summary>
    public static IReadOnlyList<MailKind> For(Role role) => role switch
    {
        Role.Resident =>
        [
            MailKind.RequestIsIn, MailKind.ReportIsReady, MailKind.DecisionIsThere, MailKind.MessageIsThere,
            MailKind.SupportEnds, MailKind.GoalsAreAsked, MailKind.BudgetRunsOut, MailKind.HoursWait, MailKind.HelperIsAway, MailKind.HelperPaymentCameBack, MailKind.UnusedIsReturned, MailKind.ShiftIsProposed, MailKind.ProviderStops, MailKind.DisputeIsAnswered,
        ],
        Role.Caseworker => [MailKind.MessageIsThere],
        Role.ProviderStaff => [MailKind.ProviderIsChosen, MailKind.ClientLeaves, MailKind.MessageIsThere, MailKind.LineIsDisputed, MailKind.DisputeIsSettled],
        _ => [],
    };
}
