using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// Who may stand in for a helper who is away, and on what: within what was agreed with that helper. By the hour, as on the SVB's model for a stand-in; on days on which the helper is away; at most as much a month, and a month costs no more.
/// The by-law's rate for the kind of the stand-in holds as for everybody (<see cref="AgreementTerms.FaultBeside"/>).
/// </summary>
/// <param name="Id">The agreement that is stood in for; of somebody who stands in already, that for which.</param>
/// <param name="Away">When its helper is away.</param>
/// <param name="Agreed">What was agreed with that helper, each version in its days.</param>
/// <param name="IsOfStandIn">What was asked for was an agreement that stands in itself.</param>
internal sealed record StandIn(AgreementId Id, IReadOnlyList<HelperAway.Absence> Away, IReadOnlyList<StandIn.Version> Agreed, bool IsOfStandIn)
{
    /// <param name="Print">Of the number of the helper; empty on paper, where it goes by the name.</param>
    internal sealed record Version(string Pay, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn, string Print, string HelperName)
    {
        public bool Covers(DateOnly day) => StartsOn <= day && day <= LastOn;

        public bool IsWith(string print, string name) => Print.Length > 0 ? Print == print : string.Equals(HelperName, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="number">Of the agreement that is stood in for.</param>
    /// <returns>None when it is not of this budget.</returns>
    public static async Task<StandIn?> For(Session session, BudgetId budget, string number)
    {
        if (await session.FirstOrNone<Row>(ByNumberSql, new { budget, number }) is not { } row)
        {
            return null;
        }

        var stoodInFor = await OfAgreement(session, row.Id);
        var agreement = stoodInFor ?? row.Id;
        return new StandIn(agreement, await HelperAway.Of(session, agreement), await session.List<Version>(VersionsSql, new { agreement }), stoodInFor is not null);
    }

    /// <summary>For which agreement an agreement stands in; none when it does not.</summary>
    public static async Task<AgreementId?> OfAgreement(Session session, AgreementId agreement) => (await session.FirstOrNone<Row>(OfAgreementSql, new { agreement }))?.Id;

    /// <summary>The same of one that was drawn up.</summary>
    public static async Task<AgreementId?> OfProposal(Session session, string proposal) => (await session.FirstOrNone<Row>(OfProposalSql, new { proposal }))?.Id;

    public static Task Write(Session session, string proposal, AgreementId agreement) => session.Execute(InsertSql, new { proposal, agreement });

    /// <summary>Nobody stands in for oneself.</summary>
    /// <param name="print">Of the number of who stands in.</param>
    public bool IsTheSame(string print, string name) => Agreed.Any(version => version.IsWith(print, name));

    /// <summary>What is wrong with these terms of somebody who stands in; none when nothing is.</summary>
    public Refusal? Fault(AgreementTerms terms)
    {
        var agreed = Agreed.FirstOrDefault(version => version.Covers(terms.Period.StartsOn));
        return terms.Pay != AgreementPay.Hours ? Refusal.StandInByTheHour
            : agreed is null || terms.Period.EndsOn > Agreed.Max(version => version.LastOn) || !Away.Any(absence => absence.Days.Covers(terms.Period)) ? Refusal.HelperNotAway
            : agreed.Pay != "allowance" && terms.MonthlyVolume > agreed.MonthlyVolume ? Refusal.VolumeAboveAgreement.With(agreed.MonthlyVolume)
            : terms.PerMonth > Money.Of(agreed.Rate, agreed.MonthlyVolume) ? Refusal.StandInCostsMore.With(Money.Of(agreed.Rate, agreed.MonthlyVolume))
            : null;
    }

    private sealed record Row(AgreementId Id);

    private const string ByNumberSql = """
        SELECT id AS Id
        FROM care_agreements
        WHERE number = @number
          AND budget_id = @budget
        """;

    private const string OfAgreementSql = """
        SELECT standing.agreement_id AS Id
        FROM care_agreements agreement
        JOIN stand_ins standing ON standing.proposal_id = agreement.proposal_id
        WHERE agreement.id = @agreement
        """;

    private const string OfProposalSql = """
        SELECT agreement_id AS Id
        FROM stand_ins
        WHERE proposal_id = @proposal
        """;

    private const string VersionsSql = $"""
        SELECT COALESCE(other_drawn.pay, 'hours') AS Pay, other.rate_cents AS Rate, other.monthly_volume_hundredths AS MonthlyVolume, other.starts_on AS StartsOn,
               COALESCE((SELECT stop.ended_on FROM care_agreement_ends stop WHERE stop.agreement_id = other.id), other.ends_on) AS LastOn,
               COALESCE(other_drawn.identifier_hash, '') AS Print, other.helper_name AS HelperName
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        WHERE mine.id = @agreement
          AND {HelperAway.SameHelper}
          AND NOT EXISTS (SELECT 1 FROM stand_ins elsewhere WHERE elsewhere.proposal_id = other.proposal_id)
        ORDER BY other.starts_on
        """;

    private const string InsertSql = """
        INSERT INTO stand_ins (proposal_id, agreement_id)
        VALUES (@proposal, @agreement)
        """;
}
