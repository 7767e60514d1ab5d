target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <8 x double>
  %v7.0 = alloca <8 x double>
  %v8.0 = alloca <8 x double>
  %v9 = alloca i64
  %v10.0 = alloca <8 x double>
  %v11.0 = alloca <8 x double>
  %v12.0 = alloca <8 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 8
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = add i64 %t45, 2
  %t60 = load i64, ptr %v0.dim1
  %t61 = mul i64 %t59, %t60
  %t62 = getelementptr double, ptr %t46, i64 %t61
  %t63 = add i64 0, 0
  %t64 = getelementptr double, ptr %t62, i64 %t63
  %t65 = add i64 %t45, 3
  %t66 = load i64, ptr %v0.dim1
  %t67 = mul i64 %t65, %t66
  %t68 = getelementptr double, ptr %t46, i64 %t67
  %t69 = add i64 0, 0
  %t70 = getelementptr double, ptr %t68, i64 %t69
  %t71 = add i64 %t45, 4
  %t72 = load i64, ptr %v0.dim1
  %t73 = mul i64 %t71, %t72
  %t74 = getelementptr double, ptr %t46, i64 %t73
  %t75 = add i64 0, 0
  %t76 = getelementptr double, ptr %t74, i64 %t75
  %t77 = add i64 %t45, 5
  %t78 = load i64, ptr %v0.dim1
  %t79 = mul i64 %t77, %t78
  %t80 = getelementptr double, ptr %t46, i64 %t79
  %t81 = add i64 0, 0
  %t82 = getelementptr double, ptr %t80, i64 %t81
  %t83 = add i64 %t45, 6
  %t84 = load i64, ptr %v0.dim1
  %t85 = mul i64 %t83, %t84
  %t86 = getelementptr double, ptr %t46, i64 %t85
  %t87 = add i64 0, 0
  %t88 = getelementptr double, ptr %t86, i64 %t87
  %t89 = add i64 %t45, 7
  %t90 = load i64, ptr %v0.dim1
  %t91 = mul i64 %t89, %t90
  %t92 = getelementptr double, ptr %t46, i64 %t91
  %t93 = add i64 0, 0
  %t94 = getelementptr double, ptr %t92, i64 %t93
  %t95 = load double, ptr %t52, align 8
  %t96 = insertelement <8 x double> poison, double %t95, i64 0
  %t97 = load double, ptr %t58, align 8
  %t98 = insertelement <8 x double> %t96, double %t97, i64 1
  %t99 = load double, ptr %t64, align 8
  %t100 = insertelement <8 x double> %t98, double %t99, i64 2
  %t101 = load double, ptr %t70, align 8
  %t102 = insertelement <8 x double> %t100, double %t101, i64 3
  %t103 = load double, ptr %t76, align 8
  %t104 = insertelement <8 x double> %t102, double %t103, i64 4
  %t105 = load double, ptr %t82, align 8
  %t106 = insertelement <8 x double> %t104, double %t105, i64 5
  %t107 = load double, ptr %t88, align 8
  %t108 = insertelement <8 x double> %t106, double %t107, i64 6
  %t109 = load double, ptr %t94, align 8
  %t110 = insertelement <8 x double> %t108, double %t109, i64 7
  store <8 x double> %t110, ptr %v6.0
  %t111 = load <8 x double>, ptr %v6.0
  store <8 x double> %t111, ptr %v8.0
  %t112 = load i64, ptr %v1
  %t113 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t112)
  %t114 = extractvalue {i64, i1} %t113, 1
  %t115 = xor i1 %t114, true
  br i1 %t115, label %good116, label %fail, !prof !0
good116:
  store i64 0, ptr %v9
  store i64 0, ptr %v9
  br label %head3
head3:
  %t118 = load i64, ptr %countdown
  %t119 = sub i64 %t118, 1
  store i64 %t119, ptr %countdown
  %t120 = icmp slt i64 %t119, 0
  br i1 %t120, label %poll117, label %go117, !prof !1
poll117:
  %t121 = getelementptr i8, ptr %host, i64 24
  %t122 = load ptr, ptr %t121
  %t123 = call i64 %t122(ptr %host)
  %t124 = getelementptr i8, ptr %host, i64 16
  %t125 = load i64, ptr %t124
  store i64 %t125, ptr %countdown
  %t126 = icmp ne i64 %t123, 0
  br i1 %t126, label %fail, label %go117, !prof !1
go117:
  %t127 = load i64, ptr %v9
  %t128 = load i64, ptr %v1
  %t129 = add i64 %t128, -1
  %t130 = call i64 @llvm.smax.i64(i64 %t129, i64 0)
  %t131 = icmp slt i64 %t127, %t130
  br i1 %t131, label %body3, label %end3, !prof !0
body3:
  %t132 = load i64, ptr %v9
  %t133 = add i64 %t132, 1
  %t134 = load i64, ptr %v0.dim1
  %t135 = icmp slt i64 %t133, %t134
  br i1 %t135, label %good136, label %fail, !prof !0
good136:
  %t137 = load i64, ptr %v5
  %t138 = add i64 %t137, 0
  %t139 = load i64, ptr %v9
  %t140 = add i64 %t139, 1
  %t141 = load ptr, ptr %v0.data
  %t142 = add i64 %t138, 0
  %t143 = load i64, ptr %v0.dim1
  %t144 = mul i64 %t142, %t143
  %t145 = getelementptr double, ptr %t141, i64 %t144
  %t146 = add i64 %t140, 0
  %t147 = getelementptr double, ptr %t145, i64 %t146
  %t148 = add i64 %t138, 1
  %t149 = load i64, ptr %v0.dim1
  %t150 = mul i64 %t148, %t149
  %t151 = getelementptr double, ptr %t141, i64 %t150
  %t152 = add i64 %t140, 0
  %t153 = getelementptr double, ptr %t151, i64 %t152
  %t154 = add i64 %t138, 2
  %t155 = load i64, ptr %v0.dim1
  %t156 = mul i64 %t154, %t155
  %t157 = getelementptr double, ptr %t141, i64 %t156
  %t158 = add i64 %t140, 0
  %t159 = getelementptr double, ptr %t157, i64 %t158
  %t160 = add i64 %t138, 3
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t141, i64 %t162
  %t164 = add i64 %t140, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t138, 4
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t141, i64 %t168
  %t170 = add i64 %t140, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = add i64 %t138, 5
  %t173 = load i64, ptr %v0.dim1
  %t174 = mul i64 %t172, %t173
  %t175 = getelementptr double, ptr %t141, i64 %t174
  %t176 = add i64 %t140, 0
  %t177 = getelementptr double, ptr %t175, i64 %t176
  %t178 = add i64 %t138, 6
  %t179 = load i64, ptr %v0.dim1
  %t180 = mul i64 %t178, %t179
  %t181 = getelementptr double, ptr %t141, i64 %t180
  %t182 = add i64 %t140, 0
  %t183 = getelementptr double, ptr %t181, i64 %t182
  %t184 = add i64 %t138, 7
  %t185 = load i64, ptr %v0.dim1
  %t186 = mul i64 %t184, %t185
  %t187 = getelementptr double, ptr %t141, i64 %t186
  %t188 = add i64 %t140, 0
  %t189 = getelementptr double, ptr %t187, i64 %t188
  %t190 = load double, ptr %t147, align 8
  %t191 = insertelement <8 x double> poison, double %t190, i64 0
  %t192 = load double, ptr %t153, align 8
  %t193 = insertelement <8 x double> %t191, double %t192, i64 1
  %t194 = load double, ptr %t159, align 8
  %t195 = insertelement <8 x double> %t193, double %t194, i64 2
  %t196 = load double, ptr %t165, align 8
  %t197 = insertelement <8 x double> %t195, double %t196, i64 3
  %t198 = load double, ptr %t171, align 8
  %t199 = insertelement <8 x double> %t197, double %t198, i64 4
  %t200 = load double, ptr %t177, align 8
  %t201 = insertelement <8 x double> %t199, double %t200, i64 5
  %t202 = load double, ptr %t183, align 8
  %t203 = insertelement <8 x double> %t201, double %t202, i64 6
  %t204 = load double, ptr %t189, align 8
  %t205 = insertelement <8 x double> %t203, double %t204, i64 7
  store <8 x double> %t205, ptr %v10.0
  %t206 = load <8 x double>, ptr %v8.0
  %t207 = load <8 x double>, ptr %v10.0
  %t208 = fadd <8 x double> %t206, %t207
  store <8 x double> %t208, ptr %v12.0
  %t209 = load <8 x double>, ptr %v12.0
  %t210 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t209)
  %t211 = fcmp olt <8 x double> %t210, splat (double 0x7FF0000000000000)
  %t212 = xor <8 x i1> %t211, splat (i1 -1)
  %t213 = bitcast <8 x i1> %t212 to i8
  %t214 = icmp ne i8 %t213, 0
  %t215 = xor i1 %t214, true
  br i1 %t215, label %good216, label %fail, !prof !0
good216:
  %t217 = load <8 x double>, ptr %v12.0
  store <8 x double> %t217, ptr %v8.0
  br label %next3
next3:
  %t218 = load i64, ptr %v9
  %t219 = add nsw i64 %t218, 1
  store i64 %t219, ptr %v9
  br label %head3
end3:
  br label %end2
end2:
  %t220 = load <8 x double>, ptr %v8.0
  %t221 = load i64, ptr %v5
  %t222 = add i64 %t221, 0
  %t223 = add i64 %t222, 0
  %t224 = load ptr, ptr %v2.data
  %t225 = getelementptr double, ptr %t224, i64 %t223
  store <8 x double> %t220, ptr %t225, align 8
  %t226 = load i64, ptr %v5
  %t227 = add i64 %t226, 8
  store i64 %t227, ptr %v5
  br label %next4
end4:
  %t228 = load i64, ptr %v5
  ret i64 %t228
fail:
  %t229 = load i64, ptr %exit_id
  switch i64 %t229, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t230 = load i64, ptr %s5
  ret i64 %t230
}

declare double @llvm.fabs.f64(double) nounwind
declare <8 x double> @llvm.fabs.v8f64(<8 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
