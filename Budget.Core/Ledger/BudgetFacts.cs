using System.Text;
using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Plans;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What the postings of one budget must agree with: its decision, what that grants, and its assignments.</summary>
/// <param name="Granted">Volume times rate over the period; none when the budget itself cannot be read so.</param>
/// <param name="Seal">The fingerprint of the seal over the decision and the budget as they stand.</param>
/// <param name="FitsDecision">Whether the budget is of the resident and the municipality of its decision.</param>
/// <param name="Ending">The decision that ended it before its time; none of most.</param>
internal sealed record BudgetFacts(
    string Id, string Number, TownFacts Town, string DecisionId, Money? Granted, bool FitsDecision, DateOnly? StartsOn, DateOnly? EndsOn, ulong Seal, BudgetEnding? Ending)
{
    public List<AssignmentFacts> Assignments { get; } = [];

    /// <summary>What both sides agreed to shift out of this budget or into it.</summary>
    public List<ShiftFacts> Shifts { get; } = [];

    public ShiftFacts? Shift(ReadOnlySpan<byte> id, long number)
    {
        foreach (var shift in Shifts)
        {
            if (shift.Number == number && id.SequenceEqual(shift.Id))
            {
                return shift;
            }
        }

        return null;
    }

    /// <summary>Why this posting is not what a shift says of it, or nothing.</summary>
    public string? Shifted(ReadOnlySpan<byte> origin, long number, Entry entry)
    {
        if (Shift(origin, number) is not { } shift || shift.Amount != entry.Amount
            || (entry.From, entry.To) != (shift.IsOut ? (Account.Available, Account.Fund) : (Account.Fund, Account.Available)))
        {
            return "its origin is not a shift to which both sides agreed";
        }

        shift.IsBooked = true;
        return null;
    }

    /// <summary>Whether a posting was seen.</summary>
    public bool IsBooked { get; set; }

    /// <summary>The hash of the last posting up to and including the day of the municipality's last head, as bytes; none when there is none.</summary>
    public byte[]? Leaf { get; set; }

    public AssignmentFacts? Assignment(ReadOnlySpan<byte> id)
    {
        foreach (var assignment in Assignments)
        {
            if (id.SequenceEqual(assignment.Id))
            {
                return assignment;
            }
        }

        return null;
    }

    /// <summary>
    /// Why money should not have gone back to the fund by this posting, or nothing: by the decision that ended the budget; or, once that was over, when a year was closed or nothing could be claimed any more.
    /// </summary>
    public string? Returned(ReadOnlySpan<byte> origin, bool isSealed, DateOnly postedOn) =>
        !origin.SequenceEqual(Encoding.UTF8.GetBytes(Ending is not null && isSealed ? Ending.DecisionId : DecisionId)) ? "its origin is not the decision of the budget"
        : !isSealed && postedOn <= (Ending?.ReturnsOn ?? EndsOn) ? "it gave back what was not used before the budget was over"
        : null;

    /// <summary>
    /// When a year is closed, budgets that ended in it give back what is left (<see cref="Closing.CloseYear"/>). What comes
    /// into one after that (a decision about the past, a reversal) may stay there.
    /// </summary>
    public bool HasNotReturned(DateOnly lastFilledOn, Balance balance) =>
        Town.Years.LastOrDefault()?.EndsOn is { } closed && (Ending?.ReturnsOn ?? EndsOn) <= closed && lastFilledOn <= closed
        && (balance.Available + balance.Reserved).IsPositive;

    /// <summary>A budget ends before its time inside its own period, or on the day before it: then it never ran. Nobody helps longer than it runs.</summary>
    public VerifyLedger.Fault? WronglyEnded =>
        Ending is null ? null
        : !Ending.FitsDecision || Ending.EndedOn < StartsOn?.AddDays(-1) || Ending.EndedOn >= EndsOn
            ? new($"{Number}/0", "the budget was ended outside its own period, or by a decision about somebody else")
        : Assignments.Exists(one => one.LastDay > Ending.EndedOn && one.LastDay >= one.StartsOn)
            ? new($"{Number}/0", "its assignment runs longer than the budget, which was ended before its time")
        : null;

    public static async Task<Dictionary<string, BudgetFacts>> Load(Session session, string municipality, Dictionary<string, TownFacts> towns, Fingerprint fingerprint)
    {
        var budgets = new Dictionary<string, BudgetFacts>(StringComparer.Ordinal);
        var (decisionColumns, budgetColumns, kindColumns) = (Ledger.Seal.Count(NewDecision.DecisionColumns), Ledger.Seal.Count(NewDecision.BudgetColumns), Ledger.Seal.Count(NewDecision.KindColumns));
        await Task.Run(() =>
        {
            using (var row = session.Rows(BudgetsSql, ("@Municipality", municipality)))
            {
                while (row.Next())
                {
                    budgets[row.TextOf(0)] = new BudgetFacts(
                        row.TextOf(0), row.TextOf(1), TownFacts.Of(towns, row.TextOf(2)), row.TextOf(3), GrantOf(row), row.Number(9) == 1, row.DayOf(7), row.DayOf(8),
                        fingerprint.OfSeal(row, 14, decisionColumns, budgetColumns, kindColumns), EndingOf(row, fingerprint, 14 + decisionColumns + budgetColumns + kindColumns));
                }
            }

            var (assignmentColumns, endColumns) = (Ledger.Seal.Count(ChooseProvider.Columns), Ledger.Seal.Count(EndAssignment.Columns));
            using (var assigned = session.Rows(AssignmentsSql, ("@Municipality", municipality)))
            {
                while (assigned.Next())
                {
                    budgets[assigned.TextOf(0)].Assignments.Add(new AssignmentFacts(
                        assigned.Text(1).ToArray(), assigned.Text(2).ToArray(), assigned.Number(3) == 1,
                        assigned.DayOf(4), assigned.DayOf(5), assigned.OptionalNumber(6) == 1, assigned.DayOf(7),
                        fingerprint.OfSeal(assigned, 8, assignmentColumns), fingerprint.OfSeal(assigned, 8 + assignmentColumns, endColumns)));
                }
            }

            ReadShifts(session, municipality, budgets, fingerprint);
        });
        return budgets;
    }

    /// <summary>Each in both its budgets, with the number that its posting has there.</summary>
    private static void ReadShifts(Session session, string municipality, Dictionary<string, BudgetFacts> budgets, Fingerprint fingerprint)
    {
        var (shiftColumns, answerColumns) = (Ledger.Seal.Count(ProposeShift.Columns), Ledger.Seal.Count(AgreeToShift.Columns));
        using var row = session.Rows(ShiftsSql, ("@Municipality", municipality));
        while (row.Next())
        {
            var seal = fingerprint.OfSeal(row, 6, shiftColumns, answerColumns);
            foreach (var (budget, number, isOut) in new[] { (row.TextOf(1), row.Number(4), true), (row.TextOf(2), row.Number(5), false) })
            {
                if (budgets.TryGetValue(budget, out var facts))
                {
                    facts.Shifts.Add(new ShiftFacts(row.Text(0).ToArray(), number, row.Amount(3), isOut, seal));
                }
            }
        }
    }

    private static BudgetEnding? EndingOf(StoredRows row, Fingerprint fingerprint, int firstColumn) => row.OptionalTextOf(10) is { } decision
        ? new BudgetEnding(decision, row.DayOf(11), row.DayOf(12), row.Number(13) == 1, fingerprint.OfSeal(row, firstColumn, Ledger.Seal.Count(NewDecision.KindColumns)))
        : null;

    private static Money? GrantOf(StoredRows row)
    {
        try
        {
            return row.DayOf(7) is { } startsOn && row.DayOf(8) is { } endsOn && startsOn <= endsOn && StoredNames.Parse<Frequency>(row.Text(5)) is { } frequency
                ? GrantedVolume.Amount(new Period(startsOn, endsOn), Quantity.FromHundredths(row.Number(4)), frequency, row.Amount(6))
                : null;
        }
        catch (OverflowException)
        {
            // More than there is money: not what was granted.
            return null;
        }
    }

    private const string BudgetsSql = $"""
        SELECT b.id, b.number, b.municipality_code, b.decision_id, b.volume_hundredths, b.frequency, b.rate_cents, b.starts_on, b.ends_on,
               CAST(CASE WHEN d.resident_id = b.resident_id AND d.municipality_code = b.municipality_code THEN 1 ELSE 0 END AS BIGINT),
               ending.decision_id, ending.ended_on, by_decision.decided_on,
               CAST(CASE WHEN by_decision.resident_id = b.resident_id AND by_decision.municipality_code = b.municipality_code THEN 1 ELSE 0 END AS BIGINT),
               d.*, b.*, k.*, ending.*
        FROM (SELECT {NewDecision.BudgetColumns} FROM budgets) b
        LEFT JOIN (SELECT {NewDecision.DecisionColumns} FROM decisions) d ON d.id = b.decision_id
        LEFT JOIN (SELECT {NewDecision.KindColumns} FROM decision_kinds) k ON k.decision_id = b.decision_id
        LEFT JOIN (SELECT {NewDecision.KindColumns} FROM decision_kinds WHERE ended_on IS NOT NULL) ending ON ending.earlier_budget_id = b.id
        LEFT JOIN decisions by_decision ON by_decision.id = ending.decision_id
        WHERE @Municipality = '' OR b.municipality_code = @Municipality
        """;

    private const string ShiftsSql = $"""
        SELECT said.id, said.from_budget_id, said.to_budget_id, said.amount_cents, answer_row.from_number, answer_row.to_number, said.*, answer_row.*
        FROM (SELECT {ProposeShift.Columns} FROM shifts) said
        JOIN (SELECT {AgreeToShift.Columns} FROM shift_answers WHERE outcome = 'agreed') answer_row ON answer_row.shift_id = said.id
        WHERE @Municipality = '' OR said.from_budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        """;

    private const string AssignmentsSql = $"""
        SELECT a.budget_id, a.id, COALESCE(provider.agb, ''),
               CAST(CASE WHEN contract.provider_id = a.provider_id AND contract.rate_cents = a.rate_cents THEN 1 ELSE 0 END AS BIGINT),
               a.starts_on, a.ends_on,
               CAST(CASE WHEN ended.assignment_id IS NULL THEN 0 ELSE 1 END AS BIGINT), ended.ended_on,
               a.*, ended.*
        FROM (SELECT {ChooseProvider.Columns} FROM assignments) a
        JOIN budgets b ON b.id = a.budget_id
        LEFT JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN contracts contract ON contract.id = a.contract_id
        LEFT JOIN (SELECT {EndAssignment.Columns} FROM assignment_ends) ended ON ended.assignment_id = a.id
        WHERE @Municipality = '' OR b.municipality_code = @Municipality
        """;
}

/// <summary>The decision that ended a budget before its time.</summary>
/// <param name="FitsDecision">Whether it is about the resident and the municipality of the budget.</param>
/// <param name="Seal">The fingerprint of the seal over the row that says so, as it stands.</param>
internal sealed record BudgetEnding(string DecisionId, DateOnly? EndedOn, DateOnly? DecidedOn, bool FitsDecision, ulong Seal)
{
    /// <inheritdoc cref="Budgets.LastDay.ToReturnSql"/>
    public DateOnly? ReturnsOn => DecidedOn > EndedOn ? DecidedOn : EndedOn;
}

/// <summary>A shift that was agreed to, as one of its two budgets sees it.</summary>
/// <param name="Number">Of its posting in that budget.</param>
/// <param name="IsOut">Whether the money went out of that budget.</param>
/// <param name="Seal">The fingerprint of the seal over the proposal and the answer as they stand.</param>
internal sealed record ShiftFacts(byte[] Id, long Number, Money Amount, bool IsOut, ulong Seal)
{
    /// <summary>Whether its posting was seen.</summary>
    public bool IsBooked { get; set; }
}

/// <param name="Agb">The provider's; empty when there is no such provider.</param>
/// <param name="FitsContract">Whether its contract is of the same provider and rate.</param>
/// <param name="Seal">The fingerprint of the seal over the assignment as it stands; <paramref name="EndSeal"/> of that over its end.</param>
internal sealed record AssignmentFacts(byte[] Id, byte[] Agb, bool FitsContract, DateOnly? StartsOn, DateOnly? EndsOn, bool HasEnded, DateOnly? EndedOn,
    ulong Seal, ulong EndSeal)
{
    /// <summary>The number of the posting that reserved for it; 0 as long as none was seen.</summary>
    public long ReservedAt { get; set; }

    public DateOnly? LastDay => HasEnded ? EndedOn : EndsOn;

    /// <summary>An assignment ends inside its own period, or on the day before it: then it never ran.</summary>
    public bool EndsInside => !HasEnded || (EndedOn >= StartsOn?.AddDays(-1) && EndedOn <= EndsOn);
}
