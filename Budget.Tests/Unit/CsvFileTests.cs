using System.Text;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>A file of ours that is opened in a spreadsheet computes nothing that a stranger wrote.</summary>
public sealed class CsvFileTests
{
    [TestCase("=1+1")]
    [TestCase("=HYPERLINK(\"https://evil.example\")")]
    [TestCase("+1")]
    [TestCase("-1+1")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1")]
    [TestCase("\r=1")]
    [TestCase("\n=1")]
    public void A_cell_that_begins_as_a_formula_is_disarmed_and_readable(string cell)
    {
        var written = Cell(cell);
        Assert.That(written, Does.Not.Match(@"\A[=+@\t\r\n-]"));
        Assert.That(written, Does.EndWith(cell), "what was written can still be read");
    }

    [TestCase("Begeleiding")]
    [TestCase("1.234,56")]
    [TestCase("a=1")]
    [TestCase("O'Brien")]
    [TestCase("")]
    public void A_cell_that_is_no_formula_stays_as_it_is(string cell) => Assert.That(Cell(cell), Is.EqualTo(cell));

    [TestCase("a;b")]
    [TestCase("a\"b")]
    [TestCase("a\r\nb")]
    public void A_cell_does_not_break_out_of_its_place(string cell)
    {
        Assert.That(Text(cell), Is.EqualTo($"kop\r\n\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\r\n"));
        Assert.That(Cell(cell), Is.EqualTo(cell));
    }

    private static string Cell(string cell)
    {
        var value = Text(cell)["kop\r\n".Length..^2];
        return value.StartsWith('"') ? value[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : value;
    }

    private static string Text(string cell) => Encoding.UTF8.GetString(CsvFile.Write(["kop"], [[cell]]).AsSpan(3));
}
