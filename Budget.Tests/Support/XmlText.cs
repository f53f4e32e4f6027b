using System.Xml;
using System.Xml.XPath;

namespace Budget.Tests.Support;

/// <summary>XML of our own to ask with XPath: <c>XmlText.Select(text, "//PackageVersion/@Version")</c>.</summary>
internal static class XmlText
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public static IEnumerable<XPathNavigator> Select(string text, string query)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        return [.. new XPathDocument(reader).CreateNavigator().Select(query).Cast<XPathNavigator>()];
    }
}
