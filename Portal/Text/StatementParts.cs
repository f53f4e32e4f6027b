using System.IO.Compression;
using System.Text;
using Budget.Core.Statements;

namespace Portal.Text;

/// <summary>The papers of an export as zips to take along, so many in each that a browser and a mail programme get on with it; the index and what goes with it are in the first.</summary>
internal static class StatementParts
{
    public const int PapersInOne = 500;

    /// <returns>The files of each part, in the order of their names; none of a folder that is not there, or not whole, or that was made of no budget.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Of(string root, string id)
    {
        var folder = Path.Combine(root, id);
        if (!File.Exists(Path.Combine(folder, ExportFolder.IndexName)))
        {
            return [];
        }

        string[] beside = [.. new[] { ExportFolder.IndexName, ExportFolder.HashesName, ExportFolder.AboutName, ExportFolder.FaultsName }.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        var papers = Directory.GetFiles(folder, "*.pdf").Order(StringComparer.Ordinal).Chunk(PapersInOne).ToList();
        if (papers.Count == 0)
        {
            return File.Exists(Path.Combine(folder, ExportFolder.FaultsName)) ? [beside] : [];
        }

        return [.. papers.Select((part, at) => (IReadOnlyList<string>)(at == 0 ? [.. beside, .. part] : part))];
    }

    /// <summary>Straight to who takes it along. What is compressed already is not compressed again.</summary>
    public static async Task Write(Stream stream, IReadOnlyList<string> files)
    {
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        foreach (var file in files)
        {
            var entry = zip.CreateEntry(Path.GetFileName(file), file.EndsWith(".pdf", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
            await using var source = File.OpenRead(file);
            await using var target = await entry.OpenAsync();
            await source.CopyToAsync(target);
        }
    }
}
