using System.Globalization;
using Budget.Core;

namespace Budget.Bench;

/// <summary>The BSNs of the test range, which were never issued: some nine thousand pass the eleven test.</summary>
internal static class TestBsns
{
    private static readonly string[] All =
        [.. Enumerable.Range(999_900_006, 99_985).Select(number => number.ToString(CultureInfo.InvariantCulture)).Where(Bsn.IsWellFormed)];

    public static string At(int index) => All[index];
}
