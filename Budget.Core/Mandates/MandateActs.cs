using System.Collections.Frozen;
using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Community;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Disputes;
using Budget.Core.HelperPayments;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.Messages;
using Budget.Core.MyData;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.PersonHeld;
using Budget.Core.Plans;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;
using Budget.Core.Surveys;

namespace Budget.Core.Mandates;

/// <summary>
/// Which act each deed is that somebody can do for a resident, by the name under which it is traced. What is not named here is refused to whom a mandate leaves anything out (deny by default), and a test names it.
/// Enforced where a deed leaves its trace (<see cref="Trace"/>), through which every deed for somebody else passes.
/// </summary>
internal static class MandateActs
{
    /// <summary>A deed in no group may be done by everybody who acts for a resident: it gives nothing away and binds nobody.</summary>
    private static readonly FrozenDictionary<string, MandateAct?> Acts = new (MandateAct? Act, string[] Deeds)[]
    {
        (MandateAct.Requests,
        [
            nameof(SubmitSupportRequest), nameof(HandInPlan), nameof(AddAttachment), nameof(RemoveAttachment), nameof(TakeBackRequest), nameof(AnswerReport), nameof(ApplyForSupport), nameof(AddPlanLine), nameof(EndPlanLine),
        ]),
        (MandateAct.Providers, [nameof(ChooseProvider), nameof(SwitchProvider), nameof(EndAssignment), nameof(ProposeProvider), nameof(ProposeShift), nameof(AgreeToShift)]),
        (MandateAct.Agreements, [nameof(DrawUpAgreement), nameof(WithdrawAgreement), nameof(EndCareAgreement)]),
        (MandateAct.Hours, [nameof(EnterClaimLine), nameof(AnswerClaimLine), nameof(ForwardClaim), nameof(SayHelperAway), nameof(SayHelperBack), nameof(ConfirmLine), nameof(DisputeLine), nameof(WithdrawDispute)]),
        (MandateAct.Accounts, [nameof(ChangeHelperAccount)]),
        (MandateAct.Sharing,
        [
            nameof(InviteSupporter), nameof(InviteToBudget), nameof(EndSupporter), EndSupporter.OfBudget, nameof(GiveConsent), "WithdrawConsent", nameof(AskCorrection), nameof(AskDestruction), nameof(WithdrawDataRequest),
        ]),
        (MandateAct.Objections, [nameof(ObjectToDecision), nameof(GiveNotice)]),
        (null,
        [
            nameof(WriteMessage), nameof(EvaluateGoal), nameof(ReportStart), nameof(ReportNobodyCame), nameof(SayExperience), nameof(TellIdea), nameof(TakeBackIdea), nameof(JoinIdea), "LeaveIdea",
            nameof(JoinGeneralProvision), nameof(LeaveGeneralProvision), nameof(ChooseNeighbourhood), nameof(AnswerSurvey), nameof(EndEmergency), "ReadEmergency", "SignIn", nameof(IntroduceMyself),
        ]),
    }.SelectMany(group => group.Deeds.Select(deed => KeyValuePair.Create(deed, group.Act))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether it was said which act this deed is, or that it is none.</summary>
    public static bool IsSaid(string deed) => Acts.ContainsKey(deed);

    /// <exception cref="LeftOutOfMandateException">This user acts for this resident by a mandate that leaves the deed out; also when the session is one of DigiD Machtigen. A mandate that is over leaves nothing out.</exception>
    public static async ValueTask Check(Session session, Actor actor, string deed, ResidentId resident)
    {
        if (await LeavesOut(session, actor, deed, resident))
        {
            throw new LeftOutOfMandateException();
        }
    }

    /// <summary>Whether <see cref="Check"/> would stop this deed, for a page that says so before it is sent.</summary>
    public static async ValueTask<bool> LeavesOut(Session session, Actor actor, string deed, ResidentId resident)
    {
        var isSaid = Acts.TryGetValue(deed, out var act);
        return (!isSaid || act is not null) && await LeftOut(session, actor, resident) is { } kept && (!isSaid || kept.Acts.Contains(act!.Value));
    }

    /// <returns>None when nothing is left out.</returns>
    public static async Task<(string ResidentName, IReadOnlyList<MandateAct> Acts)?> LeftOut(Session session, Actor actor, ResidentId resident) =>
        await session.FirstOrNone<Row>(LeftOutSql, new { actor.UserId, resident, session.Today }) is { } row ? (row.Name, Read(row.LeftOut)) : null;

    public static string Write(IEnumerable<MandateAct> acts) => string.Join(' ', acts.Distinct().Order().Select(act => act.Stored()));

    public static IReadOnlyList<MandateAct> Read(string stored) => [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(StoredNames.Parse<MandateAct>)];

    private sealed record Row(string Name, string LeftOut);

    private const string LeftOutSql = """
        SELECT r.name AS Name, a.left_out AS LeftOut
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        WHERE a.user_id = @UserId
          AND a.resident_id = @resident
          AND a.kind = 'representative'
          AND a.ground = 'mandate'
          AND a.ends_on >= @Today
          AND a.left_out <> ''
        """;

    /// <summary>Of a budget as "file": this user acts for the holder by a mandate that leaves hours out. Then nobody waits for this user. A fragment of a condition.</summary>
    public const string KeepsHours = $"{Keeps} '% hours %')";

    private const string Keeps = """
        EXISTS (
                   SELECT 1
                   FROM resident_access kept
                   WHERE kept.user_id = @UserId
                     AND kept.resident_id = file.resident_id
                     AND kept.kind = 'representative'
                     AND kept.ground = 'mandate'
                     AND kept.ends_on >= @Today
                     AND (' ' || kept.left_out || ' ') LIKE
        """;

    /// <summary>Of a budget as "file" and a helper as "helper": this user is the helper, and acts for the holder by a mandate that leaves hours out. Then one is the helper here and nothing else.</summary>
    public const string HelpsOnly = $"""
        (COALESCE(helper.user_id, '') = @UserId AND {KeepsHours})
        """;

    /// <summary>The same of agreements: a helper may always end the own work.</summary>
    public const string HelpsOnlyByAgreement = $"""
        (COALESCE(helper.user_id, '') = @UserId AND {Keeps} '% agreements %'))
        """;
}
