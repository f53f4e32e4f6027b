using System.Text;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>A small valid WMO323 to break in one place at a time, and the published reference material where it is at hand.</summary>
internal static class DeclarationExample
{
    public static readonly DateOnly Today = new(2026, 6, 10);

    public static readonly DeclarationLine Debit = new(
        1, "999900006", "RN001", PreviousReference: null, 20072, "01", "01A03",
        Period.Month(2026, 5), 4, "04", new Money(3180), new Money(12720), IsCredit: false, XmlLine: 0);

    public static readonly DeclarationLine Credit = Debit with
    {
        Number = 2,
        Reference = "RN002",
        PreviousReference = "RN000",
        Period = Period.Month(2026, 4),
        IsCredit = true,
    };

    public static readonly DeclarationLine Euros = Debit with
    {
        Number = 3,
        Bsn = "999900018",
        Reference = "RN003",
        AssignmentNumber = 20073,
        Volume = 30000,
        Unit = "83",
        Rate = null,
        Amount = new Money(30000),
    };

    public static readonly Declaration Valid = new(
        new MessageHeader("65656055", "0406", "BERICHT1", new DateOnly(2026, 6, 6), "1.0.0", "1.0.0"),
        "DN001", Period.Month(2026, 5), new DateOnly(2026, 6, 6), new Money(30000), [Debit, Credit, Euros]);

    public static string Text { get; } = Encoding.UTF8.GetString(Bytes(Valid));

    public static byte[] Bytes(Declaration declaration)
    {
        using var file = new MemoryStream();
        WriteDeclaration.Write(file, declaration);
        return file.ToArray();
    }

    public static MessageReading<Declaration> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static MessageReading<Declaration> Read(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return ReadDeclaration.Read(file, Today);
    }

    /// <summary>What two readings of one declaration must agree on; the place in the file is not part of it.</summary>
    public static object[] Figures(Declaration declaration) =>
        [declaration.Header, declaration.Number, declaration.Period, declaration.DatedOn, declaration.Total, .. declaration.Lines.Select(line => line with { XmlLine = 0 })];

    /// <summary>A file of the published standard, kept beside the repository and not part of it; the test is skipped without it.</summary>
    public static string Published(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine([folder.FullName, "..", "shared", "iwmo", .. path]);
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")) && File.Exists(file))
            {
                return file;
            }
        }

        Assert.Ignore("The published schemas and samples of iWmo are not beside the repository.");
        return "";
    }
}
