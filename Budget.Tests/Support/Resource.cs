using System.Xml;

namespace Budget.Tests.Support;

/// <summary>The words in a .resx file of the repository, by key; none when there is no such file. A key that is there twice is a fault.</summary>
internal static class Resource
{
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var file = Path.Combine(Repository.Root, path);
        if (!File.Exists(file))
        {
            return words;
        }

        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.ReadToFollowing("data"))
        {
            var key = reader.GetAttribute("name")!;
            words.Add(key, reader.ReadToDescendant("value") ? reader.ReadElementContentAsString() : "");
        }

        return words;
    }
}
