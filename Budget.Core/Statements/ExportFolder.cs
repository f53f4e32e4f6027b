using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.Statements;

/// <summary>
/// A folder that fills with statements and can be gone on with after any end. Each paper is written under a name of its own and then renamed; then its line is added to the
/// list of what is there. A paper without its line, or a line that was cut off, is made again. When all are there the list becomes index.csv: as long as that is not there, the folder
/// is not whole.
/// </summary>
public sealed class ExportFolder : IDisposable
{
    public const string IndexName = "index.csv";
    public const string FaultsName = "faults.csv";
    public const string HashesName = "sha256.txt";
    /// <summary>What is exported, so that nothing else is put beside it.</summary>
    public const string AboutName = "export.txt";
    /// <summary>Of <see cref="Columns"/> and of what else lies in the folder.</summary>
    public const string Version = "1";
    private const string ListName = "index.part";
    private const char Between = '\t';

    /// <summary>The columns of index.csv, in order; /boeken/uitleg explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["budget", "naam", "vorm", "voorziening", "van", "tot", "boekingen", "begin_besteed", "begin_beschikbaar", "toegekend", "gereserveerd", "besteed", "beschikbaar", "controlecode", "bestand", "bytes", "sha256"];

    private readonly string folder;
    private readonly FileStream list;
    private readonly SortedDictionary<string, string[]> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> faults = [];

    private ExportFolder(string folder, FileStream list)
    {
        this.folder = folder;
        this.list = list;
    }

    /// <param name="what">What is exported; another export does not go on with this one.</param>
    /// <exception cref="InvalidOperationException">The folder holds another export, or somebody is at work in it.</exception>
    public static ExportFolder Open(string folder, string what)
    {
        Directory.CreateDirectory(folder);
        FileStream kept;
        try
        {
            kept = new FileStream(Path.Combine(folder, ListName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // A lock that another process holds: EAGAIN on Linux and macOS, a sharing violation on Windows.
        catch (IOException busy) when (busy.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            throw new InvalidOperationException($"Somebody is at work in {folder} already.", busy);
        }

        var export = new ExportFolder(folder, kept);
        try
        {
            export.Claim(what);
            export.GoOn();
            return export;
        }
        catch
        {
            export.Dispose();
            throw;
        }
    }

    /// <summary>All papers were made before: there is nothing to go on with.</summary>
    public bool IsFinished => File.Exists(Path.Combine(folder, IndexName));

    public int Count => IsFinished ? File.ReadLines(Path.Combine(folder, HashesName)).Count() : lines.Count;

    public IReadOnlyDictionary<string, string> Faults => faults;

    public bool Has(string number) => lines.ContainsKey(number);

    /// <summary>One paper, on several threads at once.</summary>
    public string[] Put(Statement statement, byte[] paper, string name)
    {
        var (target, half) = (Path.Combine(folder, name), Path.Combine(folder, $"{name}.part"));
        File.WriteAllBytes(half, paper);
        File.Move(half, target, overwrite: true);
        return
        [
            statement.Budget.Number, OneLine(statement.Budget.ResidentName), StatementSelection.NameOf(statement.Budget.FundingForm), statement.Budget.ProductCode,
            statement.Booked.StartsOn.InDigits(), statement.Booked.EndsOn.InDigits(), statement.Lines.Count.ToString(CultureInfo.InvariantCulture),
            statement.Opening.Spent.ToDecimalComma(), statement.Opening.Available.ToDecimalComma(),
            statement.Closing.Granted.ToDecimalComma(), statement.Closing.Reserved.ToDecimalComma(), statement.Closing.Spent.ToDecimalComma(), statement.Closing.Available.ToDecimalComma(),
            statement.Code ?? "", name, paper.Length.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(paper)),
        ];
    }

    /// <summary>The lines of papers that are there: kept before anything else is begun.</summary>
    public void Keep(IEnumerable<string[]> made)
    {
        foreach (var line in made)
        {
            lines[line[0]] = line;
            list.Write(Encoding.UTF8.GetBytes($"{string.Join(Between, line)}\n"));
        }

        list.Flush(flushToDisk: true);
    }

    /// <summary>Of this budget no paper could be made.</summary>
    public void Note(string number, string why) => faults[number] = why;

    /// <summary>All are there, or are known not to be: the list gets its name.</summary>
    public void Finish()
    {
        Place(FaultsName, faults.Count == 0 ? null : CsvFile.Write(["budget", "waarom"], faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => (string[])[fault.Key, fault.Value])));
        Place(HashesName, Encoding.UTF8.GetBytes(string.Concat(lines.Values.Select(line => $"{line[^1]}  {line[^3]}\n"))));
        Place(IndexName, CsvFile.Write(Columns, lines.Values));
    }

    public void Dispose()
    {
        list.Dispose();
        if (IsFinished)
        {
            File.Delete(Path.Combine(folder, ListName));
        }
    }

    private void Claim(string what)
    {
        var about = Path.Combine(folder, AboutName);
        if (!File.Exists(about))
        {
            Place(AboutName, Encoding.UTF8.GetBytes($"{what}\n"));
        }
        else if (File.ReadAllText(about).Trim() is var there && there != what)
        {
            throw new InvalidOperationException($"{folder} holds another export: {there.ReplaceLineEndings("; ")}. Choose another folder.");
        }
    }

    private void GoOn()
    {
        if (IsFinished)
        {
            foreach (var row in File.Exists(Path.Combine(folder, FaultsName)) ? File.ReadLines(Path.Combine(folder, FaultsName)).Skip(1) : [])
            {
                Note(row.Split(';')[0], row);
            }

            return;
        }

        using var reader = new StreamReader(list, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var text = reader.ReadToEnd();
        // What was cut off in the middle of a line was not kept.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n').Select(row => row.Split(Between)).Where(line => line.Length == Columns.Count && IsThere(line)))
        {
            lines[line[0]] = line;
        }

        list.SetLength(Encoding.UTF8.GetByteCount(whole));
        list.Seek(0, SeekOrigin.End);
    }

    private bool IsThere(string[] line) =>
        new FileInfo(Path.Combine(folder, line[^3])) is { Exists: true } file && file.Length.ToString(CultureInfo.InvariantCulture) == line[^2];

    private void Place(string name, byte[]? bytes)
    {
        var target = Path.Combine(folder, name);
        if (bytes is null)
        {
            File.Delete(target);
            return;
        }

        File.WriteAllBytes($"{target}.part", bytes);
        File.Move($"{target}.part", target, overwrite: true);
    }

    private static string OneLine(string name) => string.Concat(name.Select(sign => char.IsControl(sign) ? ' ' : sign));
}
