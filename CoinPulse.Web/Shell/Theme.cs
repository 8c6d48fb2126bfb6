using MudBlazor;

namespace CoinPulse.Web.Shell;

/// <summary>
/// MudBlazor in CoinPulse's colours: those of app.css, value for value (a test compares). Teal is the brand, because red, blue and green say where a
/// price went; danger is a filled plum, never the text colour of a rise.
/// </summary>
internal static class Theme
{
    private static readonly string[] Fonts =
        ["Pretendard", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", "system-ui", "sans-serif"];

    public static MudTheme CoinPulse { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b78",
            PrimaryContrastText = "#ffffff",
            Secondary = "#52626f",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#7a4fb5",
            Info = "#0b6b78",
            InfoContrastText = "#ffffff",
            Success = "#0f6b43",
            SuccessContrastText = "#ffffff",
            Warning = "#7a5200",
            WarningContrastText = "#ffffff",
            Error = "#a3164e",
            ErrorContrastText = "#ffffff",
            Dark = "#14202b",
            TextPrimary = "#14202b",
            TextSecondary = "#52626f",
            TextDisabled = "#7d8c99",
            ActionDefault = "#52626f",
            Background = "#f4f6f8",
            BackgroundGray = "#f8fafb",
            Surface = "#ffffff",
            DrawerBackground = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#14202b",
            LinesDefault = "#dde4e9",
            LinesInputs = "#7d8c99",
            TableLines = "#dde4e9",
            TableHover = "#f8fafb",
            Divider = "#dde4e9",
            Skeleton = "#e3e9ed",
        },
        PaletteDark = new PaletteDark
        {
            Black = "#06090d",
            Primary = "#53c7d3",
            PrimaryContrastText = "#06222a",
            Secondary = "#9cabb8",
            SecondaryContrastText = "#0c1218",
            Tertiary = "#b99af0",
            Info = "#53c7d3",
            InfoContrastText = "#06222a",
            Success = "#5ccb96",
            SuccessContrastText = "#06222a",
            Warning = "#f0bd5a",
            WarningContrastText = "#241a04",
            Error = "#ff8fb8",
            ErrorContrastText = "#3c0a20",
            Dark = "#26323d",
            TextPrimary = "#e7edf2",
            TextSecondary = "#9cabb8",
            TextDisabled = "#6b7c8b",
            ActionDefault = "#9cabb8",
            ActionDisabled = "#4b5a67",
            ActionDisabledBackground = "#1a242e",
            Background = "#0c1218",
            BackgroundGray = "#1a242e",
            Surface = "#141c24",
            DrawerBackground = "#141c24",
            DrawerText = "#e7edf2",
            DrawerIcon = "#9cabb8",
            AppbarBackground = "#141c24",
            AppbarText = "#e7edf2",
            LinesDefault = "#26323d",
            LinesInputs = "#6b7c8b",
            TableLines = "#26323d",
            TableHover = "#1a242e",
            Divider = "#26323d",
            Skeleton = "#26323d",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, LetterSpacing = "-0.005em" },
            Button = new ButtonTypography { FontFamily = Fonts, FontWeight = "600", TextTransform = "none", LetterSpacing = "-0.005em" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.5rem", FontWeight = "700", LetterSpacing = "-0.02em", LineHeight = "1.3" },
        },
    };
}
