using System.Text;
using Budget.Core.Invoices;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>A first line that no declaration has gets its one sentence, however long it is.</summary>
public sealed class CsvHeaderTests
{
    [Test]
    public void Twenty_five_megabytes_of_columns_are_answered_without_being_read_one_by_one()
    {
        var file = new byte[25 * 1024 * 1024];
        Array.Fill(file, (byte)';');
        var reading = ReadDeclarationCsv.Read(file);
        Assert.That((reading.Entry, reading.Mistakes.Single().Code), Is.EqualTo(((DeclareHelp.Entry?)null, "header-unknown")));
    }

    [Test]
    public void A_column_too_many_is_named()
    {
        var reading = ReadDeclarationCsv.Read(Encoding.UTF8.GetBytes($"{string.Join(';', DeclarationCsv.Columns)};nog een"));
        Assert.That(reading.Mistakes.Single(), Is.EqualTo(new CsvMistake("header-unknown", 1, Detail: $"{DeclarationCsv.Columns.Count + 1}")));
    }

    [Test]
    public void Of_a_file_that_is_too_large_the_length_is_enough() =>
        Assert.That((ReadDeclarationCsv.IsTooLarge((25 * 1024 * 1024) + 3), ReadDeclarationCsv.IsTooLarge((25 * 1024 * 1024) + 4)), Is.EqualTo((false, true)));
}
