using System.Globalization;
using System.Text;

namespace Budget.Core.MyData;

/// <summary>What is in the zip, and what each name in gegevens.json means.</summary>
internal static class FileReadMe
{
    public static string Of(FileText text, string whose, string municipality, DateTimeOffset madeAt)
    {
        var readMe = new StringBuilder();
        void Line(string line) => readMe.Append(line).Append('\n');
        Line(text.Say("title", whose));
        Line("");
        Line(text.Say("lead", municipality, madeAt.InWords(text.Culture)));
        Line(text.Say("careful"));
        Line("");
        foreach (var (file, what) in new[]
        {
            (EverythingAboutMe.PageName, "file-page"), (EverythingAboutMe.StyleSheetName, "file-style"), (EverythingAboutMe.PdfName(1), "file-pdf"), (EverythingAboutMe.JsonName, "file-json"),
        })
        {
            Line($"{file}: {text.Say(what)}");
        }

        Line("");
        Line(text.Say("json", EverythingAboutMe.JsonName, FileAsJson.Schema, FileAsJson.Version));
        foreach (var part in WhatIsKept.Parts)
        {
            Line("");
            readMe.Append(CultureInfo.InvariantCulture, $"{part.Name}: {text.Title(part)}. {text.About(part)}\n");
            foreach (var field in part.Fields)
            {
                Line($"  {FileAsJson.NameOf(field)}: {text.Name(field)} ({text.Say($"kind-{field.Kind}")})");
            }
        }

        return readMe.ToString();
    }
}
