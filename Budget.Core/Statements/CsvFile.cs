using CsvHelper;

namespace Budget.Core.Statements;

/// <summary>
/// Every CSV of the portal: UTF-8 with BOM, semicolons, comma decimals, one header row. A cell that a spreadsheet would take for a formula
/// is disarmed.
/// </summary>
internal static class CsvFile
{
    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions
        {
            Separator = ';',
            Injection = CsvInjection.Escape,
            // OWASP's list; the new line is not on the library's own.
            InjectionCharacters = "=+-@\t\r\n",
            WriteByteOrderMark = true,
        }, leaveOpen: true))
        {
            csv.WriteHeader([.. columns]);
            foreach (var row in rows)
            {
                csv.WriteRecord(row);
            }
        }

        return bytes.ToArray();
    }
}
