namespace Budget.Core.Mandates;

/// <summary>What a mandate may leave out, in groups that somebody understands who never read the law. Reading is no act: who may do nothing still sees.</summary>
public enum MandateAct
{
    /// <summary>Asking for support, a plan of one's own, answering the report.</summary>
    Requests,
    /// <summary>Choosing a provider, changing or ending that, moving money between budgets.</summary>
    Providers,
    /// <summary>Care agreements with helpers of a PGB: making, taking back, ending.</summary>
    Agreements,
    /// <summary>Saying of hours and invoices whether they are right.</summary>
    Hours,
    /// <summary>On which account a helper is paid.</summary>
    Accounts,
    /// <summary>Inviting others, giving consent, asking to have data corrected or destroyed.</summary>
    Sharing,
    /// <summary>Objecting to a decision, telling the municipality that it is late.</summary>
    Objections,
}
