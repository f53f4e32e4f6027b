using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A care agreement on paper with a helper who acts for the holder as well. Who writes it down agrees to it, and it waits with those that were drawn up until another person of the municipality approves it (<see cref="DecideAgreement"/>,
/// docs/decisions/0025-care-agreements.md). It has no number of the helper, so no fingerprint either, and by that it is known; nor an account and tasks, and nobody can come in with its code.
/// </summary>
internal static class PaperProposal
{
    /// <summary>In the place of the number of the helper: nothing is there only where a file was destroyed.</summary>
    private const string NotOnPaper = "-";

    /// <summary>Whether two names are of one person, as far as names say: without titles, accents and dots, and whatever the letters are, small or capital.</summary>
    public static bool IsNamed(string helper, string name) => Bare(helper) is { Length: > 0 } bare && string.Equals(bare, Bare(name), StringComparison.Ordinal);

    /// <summary>Somebody of this name acts for the holder; whatever the days: who acted, or will, chose this helper.</summary>
    public static async Task<bool> ActsForHolder(Session session, ResidentId resident, string helper) =>
        (await session.List<string>(ActingSql, new { resident })).Any(name => IsNamed(helper, name));

    /// <summary>Behind the resident's own row.</summary>
    public static async Task Write(Session session, Actor actor, PersonalBudget budget, string number, AgreementTerms terms)
    {
        var id = session.NewId();
        var words = await ResidentKey.Of(session, budget.ResidentId);
        await session.Execute(InsertSql, new
        {
            Id = $"{id:D}",
            number,
            BudgetId = budget.Id,
            budget.ResidentId,
            terms.HelperName,
            HelperKind = terms.HelperKind.Stored(),
            Form = terms.Form.Stored(),
            Pay = terms.Pay.Stored(),
            terms.Rate,
            terms.MonthlyVolume,
            terms.OwnPart,
            terms.Period.StartsOn,
            terms.Period.EndsOn,
            Identifier = words.Hide(HiddenColumn.HelperIdentifier, $"{id:D}", NotOnPaper),
            CodeHash = await InvitationCode.Fingerprint(session, await InvitationCode.Of(session, id)),
            CodeUntil = session.Now.AddDays(-1),
            actor.UserId,
            session.Now,
        });
        var drawn = await DrawnUp.Lock(session, actor, number) ?? throw new InvalidOperationException($"Agreement {number} was written and is not there.");
        await drawn.Say(session, actor, AgreementStep.Signed);
        await drawn.Say(session, actor, AgreementStep.Agreed);
    }

    private static string Bare(string name) => string.Join(' ', SearchName.Fold(string.Concat(TypedText.Seen(name).Select(letter => char.IsSurrogate(letter) || char.IsPunctuation(letter) ? ' ' : letter)))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("mevrouw" or "meneer" or "mevr" or "mw" or "dhr")));

    private const string ActingSql = """
        SELECT u.name
        FROM resident_access acting
        JOIN users u ON u.id = acting.user_id
        WHERE acting.resident_id = @resident
          AND acting.kind = 'representative'
        """;

    private const string InsertSql = """
        INSERT INTO agreement_proposals (
            id, number, budget_id, resident_id, helper_name, helper_kind, form, pay, rate_cents, monthly_volume_hundredths, own_part_cents, starts_on, ends_on,
            identifier, identifier_hash, iban, tasks, code_hash, code_until, drawn_by, drawn_at)
        VALUES (
            @Id, @number, @BudgetId, @ResidentId, @HelperName, @HelperKind, @Form, @Pay, @Rate, @MonthlyVolume, @OwnPart, @StartsOn, @EndsOn,
            @Identifier, '', '', '', @CodeHash, @CodeUntil, @UserId, @Now)
        """;
}
