using System.CommandLine;
using System.Globalization;
using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Portal.Commands;

/// <summary>
/// `Portal close --month 2026-05` closes a month; `Portal close --year 2025 [--draft]` a year. With --draft it only says what it would do.
/// The same again changes nothing, and says so.
/// </summary>
internal static class CloseCommand
{
    public static Command Create()
    {
        var month = new Option<string?>("--month") { Description = "The month to close, such as 2026-05." };
        var year = new Option<int?>("--year") { Description = "The year to close." };
        var draft = new Option<bool>("--draft") { Description = "Only says what closing the year would do." };
        var town = new Option<string?>("--municipality") { Description = "Whose books; needed when several municipalities live here." };
        var command = new Command("close", "Closes a month or a year of the books.") { month, year, draft, town };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            if (parsed.GetValue(month) is not null && (parsed.GetValue(year) is not null || parsed.GetValue(draft)))
            {
                await Console.Error.WriteLineAsync(parsed.GetValue(draft) ? "Only a year has a draft: --year 2025 --draft." : "One at a time: --month or --year.");
                return 1;
            }

            var codes = (await services.GetRequiredService<Municipalities>().All()).Select(one => one.Code).ToList();
            var code = parsed.GetValue(town) ?? (codes is [var only] ? only : null);
            if (code is null || !codes.Contains(code))
            {
                await Console.Error.WriteLineAsync($"{(code is null ? "Say whose books with --municipality" : $"There is no municipality {code} here")}: {string.Join(", ", codes)}.");
                return 1;
            }

            var actor = Actor.System(code);
            if (parsed.GetValue(year) is { } whole)
            {
                var closing = services.GetRequiredService<CloseYear>();
                return await Year(parsed.GetValue(draft)
                    ? await closing.Draft(actor, new(whole))
                    : await closing.Do(actor, IdempotencyKey.Of(string.Create(CultureInfo.InvariantCulture, $"close:{code}:{whole}")), new(whole)), parsed.GetValue(draft));
            }

            if (!DayText.TryParseMonth(parsed.GetValue(month), out var first))
            {
                await Console.Error.WriteLineAsync("Say which: --month 2026-05 or --year 2025.");
                return 1;
            }

            var key = IdempotencyKey.Of(string.Create(CultureInfo.InvariantCulture, $"close:{code}:{first:yyyy-MM}"));
            var closed = await services.GetRequiredService<CloseMonth>().Do(actor, key, new(first));
            if (closed.Refusal is { } refusal)
            {
                return await Say(refusal);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{first:yyyy-MM} {(closed.Replayed ? "was closed already" : "is closed")}: {Count(closed.Value.Postings, "posting counts", "postings count")} up to {closed.Value.EndsOn:yyyy-MM-dd}."));
            return 0;
        }));
        return command;
    }

    private static async Task<int> Year(Outcome<CloseYear.Answer> outcome, bool isDraft)
    {
        if (outcome.Refusal is { } refusal)
        {
            return await Say(refusal);
        }

        var answer = outcome.Value;
        if (outcome.Replayed)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.Year} was closed already: nothing was done."));
            return 0;
        }

        foreach (var budget in answer.Expired)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{budget.Number} ended on {budget.EndsOn:yyyy-MM-dd}: {budget.Released} was reserved, {budget.Returned} goes back."));
        }

        var closing = answer.Closing;
        Console.WriteLine($"{answer.Year}: {Count(answer.Expired.Count, "budget gives", "budgets give")} back {answer.Returned}, booked on the day of closing; {Count(answer.MonthsClosed, "month", "months")} closed.");
        Console.WriteLine(
            $"{answer.Year + 1} opens with {Count(answer.Budgets, "budget", "budgets")}: granted {closing.Granted} = available {closing.Available} + reserved {closing.Reserved} + payable {closing.Payable} + paid {closing.Paid}.");
        Console.WriteLine(isDraft ? "This was a draft: nothing has changed." : $"{answer.Year} is closed.");
        return 0;
    }

    private static string Count(long number, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : more)}");

    private static async Task<int> Say(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(RefusalText.For(refusal, CultureInfo.CurrentUICulture));
        return 1;
    }
}
