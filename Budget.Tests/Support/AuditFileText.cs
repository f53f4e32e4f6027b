using System.Globalization;
using System.Xml.XPath;

namespace Budget.Tests.Support;

/// <summary>An audit file as an accountant's program reads it; a debit is above zero, a credit below.</summary>
internal sealed class AuditFileText
{
    private const string Namespace = " xmlns=\"http://www.auditfiles.nl/XAF/3.2\"";

    public AuditFileText(string written)
    {
        Assert.That(written.Split(Namespace), Has.Length.EqualTo(2), "named once, at the root");
        Text = written.Replace(Namespace, "", StringComparison.Ordinal);
        Lines = [.. Select("//trLine").Select(Read)];
        Opening = [.. Select("//obLine").Select(Read)];
    }

    /// <param name="Budget">Its number; none of an opening balance.</param>
    public sealed record Line(string Account, Money Amount, string? Budget);

    /// <summary>Without its namespace, so that a path is only names.</summary>
    public string Text { get; }

    public IReadOnlyList<Line> Lines { get; }

    public IReadOnlyList<Line> Opening { get; }

    public IEnumerable<XPathNavigator> Select(string path) => XmlText.Select(Text, path);

    public IReadOnlyList<string> Values(string path) => [.. Select(path).Select(one => one.Value)];

    /// <summary>What stands on accounts as our own books say it: there an account that received is above zero, and here it is credited.</summary>
    public static Money Sum(IEnumerable<Line> lines, params string[] accounts) =>
        lines.Where(line => accounts.Contains(line.Account)).Aggregate(Money.Zero, (sum, line) => sum - line.Amount);

    /// <summary>Of the funds of all years together, with the same sign.</summary>
    public static Money SumOfFunds(IEnumerable<Line> lines) =>
        lines.Where(line => line.Account.StartsWith("fonds_", StringComparison.Ordinal)).Aggregate(Money.Zero, (sum, line) => sum - line.Amount);

    /// <summary>"1234.56".</summary>
    public static Money Amount(string text) => new(long.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    private static Line Read(XPathNavigator line)
    {
        var amount = Amount(line.SelectSingleNode("amnt")!.Value);
        return new Line(line.SelectSingleNode("accID")!.Value, line.SelectSingleNode("amntTp")!.Value == "D" ? amount : -amount, line.SelectSingleNode("costID")?.Value);
    }
}
