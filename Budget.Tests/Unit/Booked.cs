using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>A statement of what was booked on a budget, without a database: the balances are those of the ledger's own rules.</summary>
internal static class Booked
{
    /// <param name="Cents">From one account to the other; refused when it is not there.</param>
    /// <param name="On">The day of booking; the help was in the week before.</param>
    /// <param name="Reverses">The number of the posting that it takes back.</param>
    public sealed record Move(PostingKind Kind, Account From, Account To, long Cents, DateOnly On, string? Who = null, long? Reverses = null);

    public static Statement Of(PersonalBudget budget, Period period, IReadOnlyList<Move> moves)
    {
        var reversedBy = moves.Select((move, at) => (move.Reverses, Number: at + 1L)).Where(one => one.Reverses is not null).ToDictionary(one => one.Reverses!.Value, one => one.Number);
        List<PostingLine> lines = [];
        var balance = Balance.Empty;
        foreach (var move in moves)
        {
            balance = balance.Move(move.From, move.To, new Money(move.Cents)).Value;
            var number = lines.Count + 1L;
            var isHelp = move.Kind == PostingKind.Invoice;
            lines.Add(new PostingLine(
                number, move.Kind.Stored(), move.From.Stored(), move.To.Stored(), new Money(move.Cents), isHelp ? move.On.AddDays(-1) : move.On, move.On,
                balance.Available, balance.Reserved, balance.Payable, balance.Paid, move.Reverses, reversedBy.TryGetValue(number, out var by) ? by : null,
                "decision", "2026-000034", move.Who, "Begeleiding", "Guidance", CareUnit.Hour, isHelp ? new Quantity(move.Cents / 6000m) : null,
                isHelp ? move.On.AddDays(-7) : null, isHelp ? move.On.AddDays(-1) : null)
            {
                Rate = isHelp ? new Money(6000) : null,
            });
        }

        return new Statement(budget, period, new(period.EndsOn.Year + 1, 1, 5), Balance.Empty, lines, balance)
        {
            Corrected = lines.Where(line => line.ReversesNumber is not null).ToDictionary(line => line.ReversesNumber!.Value, line => lines[(int)line.ReversesNumber!.Value - 1]),
            Head = lines.Count,
            HeadHash = lines.Count == 0 ? "" : new string('a', 64),
        };
    }
}
