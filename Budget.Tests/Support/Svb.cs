using System.Text;
using Budget.Core.HelperPayments;
using Budget.Core.Statements;

namespace Budget.Tests.Support;

/// <summary>The SVB: takes a file of a town, and answers to its lines.</summary>
internal static class Svb
{
    /// <summary>Makes the file of all that can be paid.</summary>
    /// <returns>Its number.</returns>
    public static async Task<Outcome<string>> Send(this Town town)
    {
        // From the first time on.
        await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));
        return await new SendToSvb(town.Database).Do(town.Finance, town.Key(), new());
    }

    public static async Task<SvbOrders.Details> Order(this Town town, string number) => (await new SvbOrders(town.Database).One(town.Finance, number))!;

    /// <summary>A line of a file of answers.</summary>
    public static string Says(string reference, string outcome, string reason = "", string day = "15-06-2026") => $"{ReadSvbAnswer.Version};{reference};{outcome};{day};{reason}";

    public static ReadSvbAnswer.Reading Read(DateOnly today, params string[] lines) =>
        ReadSvbAnswer.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", [string.Join(';', ReadSvbAnswer.Columns), .. lines])), today);

    public static Task<Outcome<TakeSvbAnswer.Answer>> Hear(this Town town, params string[] lines)
    {
        var file = Read(DateOnly.MaxValue, lines);
        Assert.That(file.Mistakes, Is.Empty, string.Join(' ', file.Mistakes.Select(mistake => CsvMistakeText.For(mistake, System.Globalization.CultureInfo.InvariantCulture))));
        return new TakeSvbAnswer(town.Database).Do(town.FinanceToo, town.Key(), file);
    }
}
