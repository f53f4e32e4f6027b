using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>An assignment (toewijzing) that is being made: of a budget to a contract, over the days that are still free. The deed holds the budget's lock.</summary>
internal static class NewAssignment
{
    /// <summary>
    /// The days for which a provider can be chosen: the budget's, or those after the provider that was there before, or whose contract runs out before the budget does; none
    /// when there are none left.
    /// </summary>
    public static async Task<Period?> FreeDays(Session session, PersonalBudget budget)
    {
        var before = await session.Single<Earlier>(EarlierSql, new { budget.Id, budget.LastDay });
        var from = before.EndsOn >= budget.StartsOn ? before.EndsOn.Value.AddDays(1) : budget.StartsOn;
        return from <= budget.LastDay ? new Period(from, budget.LastDay) : null;
    }

    /// <summary>What an offer comes to: the granted volume over those days at its rate, and never more than there is.</summary>
    public static Money WillReserve(PersonalBudget budget, ProviderOffer offer, Period days, Money available) =>
        Money.Min(available, Money.Of(offer.DearestRate, VolumeOf(budget, offer, days)));

    /// <summary>How much support that is: what was granted, or less when the money does not reach, in whole units as they are declared.</summary>
    public static Quantity Buys(PersonalBudget budget, ProviderOffer offer, Period days, Money available) =>
        new(Math.Min(available.Cents / offer.DearestRate.Cents, decimal.Floor(VolumeOf(budget, offer, days).Value)));

    /// <summary>The offers of those who have a contract on the first of those days, or today when that is later.</summary>
    public static Task<IReadOnlyList<ProviderOffer>> Offers(Session session, PersonalBudget budget, Period days) => session.List<ProviderOffer>(
        ProviderOffer.OffersSql, new { budget.Id, RunsOn = days.StartsOn > session.Today ? days.StartsOn : session.Today, days.StartsOn, LastOn = days.EndsOn });

    /// <summary>Gives the assignment its number and reserves the money for it.</summary>
    public static async Task<Outcome<ChooseProvider.Answer>> Make(Session session, Actor actor, BudgetLedger ledger, PersonalBudget budget, ProviderOffer offer, Period days, DateOnly? wishedOn = null)
    {
        var (id, helped) = (new AssignmentId(session.NewId()), offer.Within(days));
        var number = await session.NextNumber($"assignment-{budget.MunicipalityCode}");
        object?[] assignment =
        [
            id.Value, number, budget.MunicipalityCode, budget.Id.Value, offer.ContractId.Value, offer.ProviderId.Value, offer.Rate.Cents,
            helped.StartsOn, helped.EndsOn, actor.UserId.Value, session.Now,
        ];
        var reserved = await ledger.Append(new NewPosting(
            PostingKind.Reserve, Account.Available, Account.Reserved, WillReserve(budget, offer, days, ledger.Balance.Available),
            session.Today, OriginKind.Assignment, id.Value, $"assignment {number}", id, offer.Agb,
            Seal: Seal.Of(assignment)));
        if (reserved.IsRefused)
        {
            return reserved.Refusal!;
        }

        await session.Wire.Send(ChooseProvider.InsertSql, assignment);
        if (wishedOn is not null)
        {
            await session.Execute(InsertWishSql, new { id, wishedOn });
        }

        await Outbox.PutToProvider(session, MailKind.ProviderIsChosen, offer.ProviderId, budget.MunicipalityCode, budget.Number);
        return new ChooseProvider.Answer(number, reserved.Value.Amount);
    }

    /// <summary>
    /// What came into a budget for more help is reserved for the provider who gives it; nothing when nobody was chosen. The posting seals the assignment as the first one did.
    /// </summary>
    public static async Task<Refusal?> ReserveMore(Session session, BudgetLedger ledger, PersonalBudget budget, Money amount)
    {
        if (budget.IsPersonHeld || await AssignmentToEnd.Of(session, budget.Id) is not { } assignment || assignment.EndsOn < session.Today)
        {
            return null;
        }

        var seal = (await session.List(SealedSql, SealOf, ("@Id", assignment.Id.Value.ToString("D"))))[0];
        var reserved = await ledger.Append(new NewPosting(
            PostingKind.Reserve, Account.Available, Account.Reserved, amount, session.Today, OriginKind.Assignment, assignment.Id.Value, $"assignment {assignment.Number}",
            assignment.Id, assignment.Agb, Seal: seal));
        return reserved.IsRefused ? reserved.Refusal : null;
    }

    private static string SealOf(StoredRows row)
    {
        Span<byte> digits = stackalloc byte[64];
        Seal.Of(row, 0, [Seal.Count(ChooseProvider.Columns)], digits);
        return System.Text.Encoding.ASCII.GetString(digits);
    }

    private const string SealedSql = $"""
        SELECT {ChooseProvider.Columns}
        FROM assignments
        WHERE id = @Id
        """;

    /// <summary>
    /// Over the days that the contract covers. Of a volume in total that is all of it, however late somebody is chosen; or the part until the contract ends, so that there is something
    /// left for who comes after.
    /// </summary>
    private static Quantity VolumeOf(PersonalBudget budget, ProviderOffer offer, Period days)
    {
        var (helped, frequency) = (offer.Within(days), StoredNames.Parse<Frequency>(budget.Frequency));
        return frequency == Frequency.Total && helped.EndsOn < days.EndsOn
            ? budget.VolumeOf(new Period(days.StartsOn, helped.EndsOn))
            : GrantedVolume.Over(helped, budget.Volume, frequency);
    }

    private sealed record Earlier(DateOnly? EndsOn);

    private const string EarlierSql = """
        SELECT MAX(COALESCE(ended.ended_on, CASE WHEN a.ends_on < @LastDay THEN a.ends_on END)) AS EndsOn
        FROM assignments a
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        WHERE a.budget_id = @Id
        """;

    private const string InsertWishSql = """
        INSERT INTO start_wishes (assignment_id, wished_on)
        VALUES (@id, @wishedOn)
        """;
}
